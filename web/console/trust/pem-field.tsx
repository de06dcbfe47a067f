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
            if (file.size > MOST_BYTES) showToast({ tone: "bad", text: text.tooLarge });
            else onText(await file.text());
          }}
        >
          {text.chooseFile}
        </FileButton>
      </Row>
    </>
  );
}
