import { useId, useMemo, useState } from "react";
import { photoBlob, useBlobUrl } from "../../api/index.ts";
import { Button, Fieldset, FileButton, Row, useText } from "../../ui/index.ts";
import styles from "./issuance.module.css";
import { issuanceText } from "./issuance-words.ts";
import { photoAddress } from "./photo.ts";

interface PhotoInputProps {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly optional?: boolean;
}

export function PhotoInput({ label, name, value, onChange, optional }: PhotoInputProps) {
  const { form: text } = useText(issuanceText);
  const [bad, setBad] = useState(false);
  const id = useId();
  const blob = useMemo(() => photoBlob(value), [value]);
  const url = useBlobUrl(blob);
  const choose = async (file: File): Promise<void> => {
    try {
      onChange(await photoAddress(file));
      setBad(false);
    } catch {
      setBad(true);
    }
  };
  return (
    <Fieldset
      legend={label}
      name={name}
      hint={text.photoHint}
      {...(optional && { optional })}
      {...(bad && { error: text.photoBad })}
    >
      <div className={styles["photo"]}>
        {/* The fault of the server finds its place by this name. */}
        <input type="hidden" name={name} value={value ? "photo" : ""} id={`${id}-value`} readOnly />
        {url && <img src={url} alt={text.photoAlt} className={styles["photoImage"]} />}
        <Row>
          <FileButton
            accept="image/png,image/jpeg"
            icon="image"
            onFiles={([file]) => {
              if (file) void choose(file);
            }}
          >
            {value ? text.photoReplace : text.photoChoose}
          </FileButton>
          {value && (
            <Button icon="trash" variant="quiet" onClick={() => onChange("")}>
              {text.photoRemove}
            </Button>
          )}
        </Row>
      </div>
    </Fieldset>
  );
}
