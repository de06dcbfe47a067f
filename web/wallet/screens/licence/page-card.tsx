import type { LicenceSummary } from "@liangzheng/contract";
import { useState } from "react";
import { ApiErrorState, saveFile, typeNameOf, useApi, useFile } from "../../../api/index.ts";
import {
  Button,
  Card,
  classNames,
  IconButton,
  Row,
  Skeleton,
  showToast,
  useLanguage,
  useText,
} from "../../../ui/index.ts";
import styles from "./licence.module.css";
import { licenceText } from "./licence-text.ts";

const c = classNames(styles);
const ZOOMS = [100, 160, 240, 360] as const;

/** The sealed page as the server drew it, and the original to take away. */
export function PageCard({ summary }: { summary: LicenceSummary }) {
  const text = useText(licenceText);
  const language = useLanguage();
  const { licenceKey } = summary;
  const { query, url } = useFile("getMyLicencePage", { params: { licenceKey } });
  const [zoom, setZoom] = useState(0);
  return (
    <Card
      title={text.page}
      aside={
        <Row>
          <IconButton
            icon="minus"
            label={text.zoomOut}
            variant="outline"
            disabled={zoom === 0}
            onClick={() => setZoom(zoom - 1)}
          />
          <IconButton
            icon="plus"
            label={text.zoomIn}
            variant="outline"
            disabled={zoom === ZOOMS.length - 1}
            onClick={() => setZoom(zoom + 1)}
          />
        </Row>
      }
      footer={<Download summary={summary} />}
    >
      {query.isError ? (
        <ApiErrorState
          error={query.error}
          onRetry={() => {
            void query.refetch();
          }}
        />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className={c("pageView")} aria-label={text.pageView} tabIndex={0}>
          {url ? (
            <img
              src={url}
              alt={text.pageAlt(typeNameOf(summary, language))}
              className={c("pagePicture")}
              style={{ width: `${ZOOMS[zoom]}%` }}
            />
          ) : (
            <Skeleton lines={6} />
          )}
        </section>
      )}
      <p className={c("small")}>{text.pageNote}</p>
    </Card>
  );
}

/** The original, and its twin for those who cannot open it. */
const forms = { getMyLicenceFile: "ofd", getMyLicencePdf: "pdf" } as const;
type Form = keyof typeof forms;

function Download({ summary }: { summary: LicenceSummary }) {
  const text = useText(licenceText);
  const api = useApi();
  const [pending, setPending] = useState<Form | null>(null);
  const download = async (form: Form): Promise<void> => {
    setPending(form);
    const { licenceKey, typeName, number } = summary;
    await saveFile(api, form, { params: { licenceKey } }, `${typeName}-${number}.${forms[form]}`)
      .catch(() => showToast({ text: text.downloadFailed, tone: "bad" }))
      .finally(() => setPending(null));
  };
  return (
    <div className={c("download")}>
      <Button
        icon="download"
        wide
        pending={pending === "getMyLicenceFile"}
        onClick={() => {
          void download("getMyLicenceFile");
        }}
      >
        {text.download}
      </Button>
      <p className={c("small")}>{text.downloadNote}</p>
      <Button
        wide
        pending={pending === "getMyLicencePdf"}
        onClick={() => {
          void download("getMyLicencePdf");
        }}
      >
        {text.downloadPdf}
      </Button>
      <p className={c("small")}>{text.downloadPdfNote}</p>
    </div>
  );
}
