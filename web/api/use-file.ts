import type { OperationId } from "@liangzheng/contract";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Api, Input } from "./api.ts";
import { useApi } from "./api-context.tsx";

export interface FileView {
  readonly query: UseQueryResult<Blob>;
  /** For `<img src>`; given back to the browser when the view goes. */
  readonly url: string | undefined;
}

/** A picture of the server's, as a blob address. */
export function useFile<Id extends OperationId>(
  id: Id,
  input: Input<Id>,
  options: { readonly enabled?: boolean } = {},
): FileView {
  const api = useApi();
  const query = useQuery({
    queryKey: [id, "file", input],
    queryFn: ({ signal }) => api.fetchFile(id, input, { signal }),
    enabled: options.enabled ?? true,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  return { query, url: useBlobUrl(query.data) };
}

export function useBlobUrl(blob: Blob | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!blob) return;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => {
      URL.revokeObjectURL(made);
      setUrl(undefined);
    };
  }, [blob]);
  return url;
}

const IMAGE = /^data:(image\/(?:png|jpeg|webp));base64,([A-Za-z0-9+/=]+)$/;

/** A photo that came inside a field. Pages allow no images from data addresses, so it becomes a blob. */
export function photoBlob(value: string | null | undefined): Blob | undefined {
  const [, type, base64] = IMAGE.exec(value ?? "") ?? [];
  if (!type || !base64) return undefined;
  const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  return new Blob([bytes], { type });
}

/** Fetches a file and hands it to the browser to save. */
export async function saveFile<Id extends OperationId>(
  api: Api,
  id: Id,
  input: Input<Id>,
  name: string,
): Promise<void> {
  const url = URL.createObjectURL(await api.fetchFile(id, input));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
