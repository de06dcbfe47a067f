import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { Button, type ButtonVariant, IconButton } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { FieldError } from "./field.tsx";
import styles from "./file-picker.module.css";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-paths.ts";
import { useText } from "./text.ts";
import { uiText } from "./ui-text.ts";

const c = classNames(styles);

export interface FileButtonProps {
  readonly children?: ReactNode;
  readonly onFiles: (files: readonly File[]) => void;
  /** As in `<input accept>`: `.ofd,application/pdf`. */
  readonly accept?: string;
  readonly multiple?: boolean;
  /** Opens the camera of a phone at once. */
  readonly capture?: "environment" | "user";
  readonly variant?: ButtonVariant;
  readonly icon?: IconName;
  readonly disabled?: boolean;
}

export function FileButton(props: FileButtonProps) {
  const { children, onFiles, accept, multiple, capture, variant, icon = "upload", disabled } = props;
  const text = useText(uiText);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        multiple={multiple}
        capture={capture}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
      <Button
        icon={icon}
        {...(variant && { variant })}
        {...(disabled && { disabled })}
        onClick={() => input.current?.click()}
      >
        {children ?? text.file.choose}
      </Button>
    </>
  );
}

export interface DropZoneProps {
  readonly label: string;
  readonly onFiles: (files: readonly File[]) => void;
  readonly accept?: string;
  readonly multiple?: boolean;
  /** In bytes; said before the choice and checked after it. */
  readonly maxBytes?: number;
  /** Formats in words: OFD 或 PDF. Whether and how long the file is kept. */
  readonly hint?: ReactNode;
  /** What is chosen now, kept by the page. */
  readonly files?: readonly File[];
  readonly onRemove?: (file: File) => void;
  readonly error?: string;
}

/** Drop, paste or choose. Nothing here needs a mouse. */
export function DropZone(props: DropZoneProps) {
  const { label, onFiles, accept, multiple = false, maxBytes, hint, files = [], onRemove, error } = props;
  const text = useText(uiText);
  const id = useId();
  const [over, setOver] = useState(false);
  const [refusal, setRefusal] = useState<string>();

  const take = (offered: readonly File[]): void => {
    const chosen = multiple ? offered : offered.slice(0, 1);
    const wrong = chosen.find((file) => !accepts(accept, file));
    const large = chosen.find((file) => maxBytes !== undefined && file.size > maxBytes);
    setRefusal(
      wrong
        ? text.file.wrongType(wrong.name)
        : large
          ? text.file.tooLarge(large.name, formatBytes(maxBytes ?? 0))
          : undefined,
    );
    if (!wrong && !large && chosen.length > 0) onFiles(chosen);
  };
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const pasted = [...(event.clipboardData?.files ?? [])];
      if (pasted.length > 0) latest.current(pasted);
    };
    addEventListener("paste", paste);
    return () => removeEventListener("paste", paste);
  }, []);

  const fault = error ?? refusal;
  return (
    <section
      className={c("zone", over && "over", fault && "faulty")}
      aria-label={label}
      aria-describedby={fault ? `${id}-error` : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take([...event.dataTransfer.files]);
      }}
    >
      <span className={c("disc")}>
        <Icon name="upload" size={28} />
      </span>
      <p className={c("label")}>{label}</p>
      <div className={c("choose")}>
        <span className={c("drop")}>{text.file.drop}</span>
        <FileButton onFiles={take} multiple={multiple} {...(accept && { accept })}>
          {files.length > 0 ? text.file.replace : text.file.choose}
        </FileButton>
      </div>
      <p className={c("hint")}>
        {hint} {maxBytes !== undefined && text.file.limit(formatBytes(maxBytes))}
      </p>
      <div aria-live="polite">{fault && <FieldError id={`${id}-error`}>{fault}</FieldError>}</div>
      {files.length > 0 && (
        <ul className={c("files")}>
          {files.map((file) => (
            <li key={file.name} className={c("file")}>
              <Icon name="file" />
              <span className={c("name")}>{file.name}</span>
              <span className={c("size")}>{formatBytes(file.size)}</span>
              {onRemove && (
                <IconButton icon="trash" label={text.file.remove(file.name)} onClick={() => onRemove(file)} />
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** `1.5 MB`, in the decimal units that file managers show. */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  const step = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${Number((bytes / 1000 ** step).toFixed(1))} ${units[step]}`;
}

/** As browsers read `accept`; by name too, because systems know no type for OFD. */
export function accepts(
  accept: string | undefined,
  file: { readonly name: string; readonly type: string },
): boolean {
  if (!accept) return true;
  return accept
    .split(",")
    .map((one) => one.trim().toLowerCase())
    .some((one) =>
      one.startsWith(".")
        ? file.name.toLowerCase().endsWith(one)
        : one.endsWith("/*")
          ? file.type.startsWith(one.slice(0, -1))
          : file.type === one,
    );
}
