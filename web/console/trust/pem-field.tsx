import { FileButton, Row, showToast, TextArea, type TextAreaProps, useText } from "../../ui/index.ts";
import { trustText } from "./trust-words.ts";

const MOST_BYTES = 400_000;

/** PEM is pasted, or read from a file into the field, where it can be seen before it is sent. */
export function PemField({
  onText,
  accept,
  ...field
}: TextAreaProps & { readonly onText: (text: string) => void; readonly accept: string }) {
  const text = useText(trustText);
  return (
    <>
      <TextArea rows={6} spellCheck={false} {...field} />
      <Row>
        <FileButton
          accept={accept}
          onFiles={async ([file]) => {
            if (!file) return;
            const content = file.size > MOST_BYTES ? undefined : await file.text();
            if (content?.includes("-----BEGIN ")) onText(content);
            else showToast({ tone: "bad", text: content === undefined ? text.tooLarge : text.rules.pem });
          }}
        >
          {text.chooseFile}
        </FileButton>
      </Row>
    </>
  );
}
