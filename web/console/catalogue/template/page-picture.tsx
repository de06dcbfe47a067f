import type { TypeDefinition } from "@liangzheng/contract";
import { ApiErrorState, useOperation } from "../../../api/index.ts";
import { LoadingState, Notice, useText } from "../../../ui/index.ts";
import { SvgImage } from "../../blob-image.tsx";
import shared from "../../console.module.css";
import { templateText } from "./template-words.ts";

/** The page of a definition with sample data, to be looked at. */
export function PagePicture({ definition }: { definition: TypeDefinition }) {
  const text = useText(templateText);
  const { name, fields, template, number } = definition;
  const body = { name, fields, template, example: number.example, fill: "usual" } as const;
  const drawn = useOperation("previewTemplate", { body }, { keepPrevious: true });
  const svg = drawn.data?.svg;
  if (drawn.isError) return <ApiErrorState error={drawn.error} onRetry={() => void drawn.refetch()} />;
  if (svg === null)
    return (
      <Notice tone="warn">
        <p>{text.noPage}</p>
      </Notice>
    );
  if (svg === undefined) return <LoadingState lines={6} />;
  return (
    <SvgImage svg={svg} alt={text.pageAlt} {...(shared["faceImage"] && { className: shared["faceImage"] })} />
  );
}
