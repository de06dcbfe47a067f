/** The design system. Apps import from here and, first of all, `./tokens.css`. */
export { AppShell, type AppShellProps, type NavEntry } from "./app-shell.tsx";
export {
  Badge,
  type BadgeProps,
  LICENCE_STATUSES,
  type LicenceStatus,
  StatusBadge,
  type Tone,
} from "./badge.tsx";
export { BackLink, Breadcrumbs, type Crumb } from "./breadcrumbs.tsx";
export {
  Button,
  ButtonLink,
  type ButtonLinkProps,
  type ButtonProps,
  type ButtonVariant,
  IconButton,
  type IconButtonProps,
} from "./button.tsx";
export { Card, type CardProps } from "./card.tsx";
export {
  Checkbox,
  type CheckboxProps,
  Fieldset,
  type FieldsetProps,
  RadioGroup,
  type RadioGroupProps,
  type RadioOption,
} from "./choice.tsx";
export { classNames } from "./class-names.ts";
export { Countdown, type CountdownProps } from "./countdown.tsx";
export { type Column, DataTable, type DataTableProps, type Sort } from "./data-table.tsx";
export { type Description, DescriptionList, type DescriptionListProps } from "./description-list.tsx";
export {
  ConfirmDialog,
  type ConfirmDialogProps,
  Dialog,
  type DialogProps,
  Sheet,
} from "./dialog.tsx";
export { ErrorSummary, type ErrorSummaryProps } from "./error-summary.tsx";
export { Field, FieldError, type FieldProps } from "./field.tsx";
export {
  accepts,
  DropZone,
  type DropZoneProps,
  FileButton,
  type FileButtonProps,
  formatBytes,
} from "./file-picker.tsx";
export { Form, type FormProps, useForm } from "./form.tsx";
export {
  daysUntil,
  type Formats,
  formatDate,
  formatDateTime,
  formatNumber,
  formatTime,
  isoDay,
  useFormats,
} from "./format.ts";
export { Guilloche } from "./guilloche.tsx";
export { Icon, type IconProps } from "./icon.tsx";
export { ICON_PATHS, type IconName } from "./icon-paths.ts";
export { getLanguage, LANGUAGES, type Language, setLanguage, useLanguage } from "./language.ts";
export { Grid, Page, type PageProps, Row, type RowProps, Stack, type StackProps } from "./layout.tsx";
export {
  LICENCE_BANDS,
  type LicenceBand,
  LicenceCard,
  type LicenceCardProps,
  licenceBand,
  maskNumber,
} from "./licence-card.tsx";
export {
  Link,
  type LinkProps,
  type Navigation,
  NavigationProvider,
  useLinkTarget,
  useNavigation,
} from "./link.tsx";
export { Menu, type MenuEntry, type MenuProps } from "./menu.tsx";
export { MissingScreen } from "./missing-screen.tsx";
export { getMode, MODES, type Mode, setMode, useMode } from "./mode.ts";
export { mount } from "./mount.tsx";
export { usePageTitle } from "./page-title.ts";
export {
  CursorPagination,
  type CursorPaginationProps,
  Pagination,
  type PaginationProps,
} from "./pagination.tsx";
export { LanguageSwitch, ModeSwitch } from "./preferences.tsx";
export { findProblem, type Problem, type ProblemField, pointerToPath } from "./problem.ts";
export { ProgressBar, type ProgressBarProps, Steps, type StepsProps } from "./progress-bar.tsx";
export { QrImage, type QrImageProps, qrPath } from "./qr-image.tsx";
export { type CameraScanner, type CameraScannerOptions, openCameraScanner } from "./scan/camera.ts";
export {
  CameraFrame,
  type CameraFrameProps,
  CameraView,
  type CameraViewProps,
} from "./scan/camera-view.tsx";
export { readPhoto } from "./scan/photo.ts";
export { CameraError, type CameraFault, type CameraState, type Scanner } from "./scan/scanner.ts";
export {
  type CameraControl,
  type CameraScannerSetup,
  useCameraScanner,
} from "./scan/use-camera-scanner.ts";
export { useKeyboardScanner } from "./scan/use-keyboard-scanner.ts";
export { type ScreenRoutesSetup, screenRoutes } from "./screen-routes.tsx";
export { SealMark } from "./seal-mark.tsx";
export { SearchField, type SearchFieldProps } from "./search-field.tsx";
export { type Option, SelectField, type SelectFieldProps } from "./select-field.tsx";
export { Spinner } from "./spinner.tsx";
export {
  EmptyState,
  type EmptyStateProps,
  ErrorState,
  type ErrorStateProps,
  LoadingState,
  Notice,
  type NoticeProps,
  OfflineBanner,
  type OfflineBannerProps,
  Skeleton,
  useOnline,
} from "./states.tsx";
export { type TabEntry, Tabs, type TabsProps } from "./tabs.tsx";
export { defineText, type TextCatalogue, type TextOf, useText } from "./text.ts";
export {
  DateField,
  type DateFieldProps,
  TextArea,
  type TextAreaProps,
  TextField,
  type TextFieldProps,
} from "./text-field.tsx";
export { showToast, type Toast, ToastRegion } from "./toast.tsx";
export { type Check, CheckList, Verdict, type VerdictProps } from "./verdict.tsx";
export { VERDICTS, type VerdictKind, VerdictSign } from "./verdict-sign.tsx";
export { VisuallyHidden } from "./visually-hidden.tsx";
