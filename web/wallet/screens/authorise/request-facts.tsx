import type { MyUseRequest, UseRequestState } from "@liangzheng/contract";
import { typeNameOf } from "../../../api/index.ts";
import {
  Badge,
  classNames,
  DescriptionList,
  Icon,
  type IconName,
  type Tone,
  useFormats,
  useLanguage,
  useText,
} from "../../../ui/index.ts";
import styles from "./authorise.module.css";
import { authoriseText } from "./authorise-text.ts";

const c = classNames(styles);

const LOOKS: Readonly<Record<UseRequestState, readonly [Tone, IconName]>> = {
  waiting: ["warn", "clock"],
  unanswered: ["neutral", "minus"],
  refused: ["neutral", "cross"],
  live: ["good", "check"],
  spent: ["neutral", "check"],
  expired: ["neutral", "clock"],
  withdrawn: ["neutral", "minus"],
};

/** Where a request stands: word, sign and tone together. */
export function RequestStateBadge({ state }: { state: UseRequestState }) {
  const { states } = useText(authoriseText);
  const [tone, icon] = LOOKS[state];
  return (
    <Badge tone={tone} icon={icon}>
      {states[state]}
    </Badge>
  );
}

/** Who asks: the unit and the officer as the platform knows them, never as they call themselves. */
export function Asker({ request }: { request: MyUseRequest }) {
  const text = useText(authoriseText);
  return (
    <div className={c("asker")}>
      <Icon name="shield" size={26} />
      <div>
        <p className={c("unit")}>{request.unit}</p>
        <p>{text.officer(request.officer)}</p>
        <p className={c("quiet")}>{text.verified}</p>
      </div>
    </div>
  );
}

/** For which matter, by what law, which licence. */
export function RequestFacts({ request }: { request: MyUseRequest }) {
  const text = useText(authoriseText);
  const language = useLanguage();
  const { dateTime } = useFormats();
  return (
    <DescriptionList
      items={[
        { label: text.item, value: request.itemName },
        { label: text.businessNumber, value: request.businessNumber, numeric: true },
        { label: text.purpose, value: request.purpose },
        { label: text.basis, value: request.legalBasis },
        { label: text.licence, value: typeNameOf(request, language) },
        { label: text.askedAt, value: dateTime(request.askedAt), numeric: true },
      ]}
    />
  );
}
