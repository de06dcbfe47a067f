import type { LicenceSummary, ShownField } from "@liangzheng/contract";
import { useMemo } from "react";
import { codeText, photoBlob, typeNameOf, useBlobUrl } from "../../../api/index.ts";
import {
  Badge,
  Card,
  classNames,
  DescriptionList,
  Icon,
  StatusBadge,
  useFormats,
  useLanguage,
  useText,
} from "../../../ui/index.ts";
import { verdictText } from "../../verdict-words.ts";
import styles from "./verdict.module.css";

const c = classNames(styles);

interface Props {
  readonly licence: LicenceSummary;
  readonly fields: readonly ShownField[];
  /** Otherwise the record has been changed, and the status it tells is worth nothing. */
  readonly trusted: boolean;
}

/** Photo and name first: they are what is compared with the person. */
export function HolderCard({ licence, fields, trusted }: Props) {
  const text = useText(verdictText);
  const codes = useText(codeText);
  const language = useLanguage();
  const { date } = useFormats();
  const photo = fields.find((field) => field.kind === "photo");
  return (
    <Card>
      <div className={c("holder")}>
        {photo && <Photo value={photo.value} />}
        <div className={c("holderWords")}>
          <h2 className={c("holderName")}>{licence.holderName}</h2>
          <p className={c("typeName")}>{typeNameOf(licence, language)}</p>
          <p className={c("badges")}>
            {trusted && <StatusBadge status={licence.status} />}
            {licence.origin === "relayed" && <Badge icon="info">{codes.relayed}</Badge>}
            {licence.flags.map((flag) => (
              <Badge key={flag} tone="warn" icon="flag">
                {codes.flags[flag]}
              </Badge>
            ))}
          </p>
        </div>
      </div>
      <DescriptionList
        items={[
          ...(licence.statusReason === null ? [] : [{ label: text.reason, value: licence.statusReason }]),
          { label: text.issuer, value: licence.issuerName },
          {
            label: text.validity,
            value: licence.validTo === null ? text.forever : date(licence.validTo),
            numeric: true,
          },
        ]}
      />
    </Card>
  );
}

function Photo({ value }: { value: string | null }) {
  const text = useText(verdictText);
  const url = useBlobUrl(useMemo(() => photoBlob(value), [value]));
  return url ? (
    <img src={url} alt={text.photo} className={c("portrait")} />
  ) : (
    <span className={c("portrait", "noPhoto")}>
      <Icon name="person" size={40} />
      <span>{text.noPhoto}</span>
    </span>
  );
}
