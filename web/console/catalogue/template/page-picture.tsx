import type { TypeDefinition } from "@liangzheng/contract";
import { useMemo } from "react";
import { ApiErrorState, useBlobUrl, useOperation } from "../../../api/index.ts";
import { LoadingState, Notice, useText } from "../../../ui/index.ts";
import shared from "../../console.module.css";
import { templateText } from "./template-words.ts";

/** The page of a definition with sample data, to be looked at. */
export function PagePicture({ definition }: { definition: TypeDefinition }) {
  const text = useText(templateText);
  const { name, fields, template, number } = definition;
  const body = { name, fields, template, example: number.example, fill: "usual" } as const;
  const drawn = useOperation("previewTemplate", { body }, { keepPrevious: true });
  const svg = drawn.data?.svg;
  const url = useBlobUrl(
    useMemo(() => (svg ? new Blob([svg], { type: "image/svg+xml" }) : undefined), [svg]),
  );
  if (drawn.isError) return <ApiErrorState error={drawn.error} onRetry={() => void drawn.refetch()} />;
  if (svg === null)
    return (
      <Notice tone="warn">
        <p>{text.noPage}</p>
      </Notice>
    );
  return url ? (
    <img src={url} alt={text.pageAlt} className={shared["faceImage"]} />
  ) : (
    <LoadingState lines={6} />
  );
}
