import type { JointSealing } from "@liangzheng/contract";
import { Card, DescriptionList, useLanguage, useText } from "../../../ui/index.ts";
import { domainText } from "../../domain-words.ts";
import { jointText } from "./joint-sealing-words.ts";
import { useOrganName } from "./use-organ-name.ts";

/** Who seals besides the issuer, in which order and by when, for people. */
export function JointSealingView({ joint }: { readonly joint: JointSealing }) {
  const text = useText(jointText);
  const { partyName, bodyName } = usePartyWords();
  return (
    <Card title={text.title}>
      <DescriptionList
        items={[
          {
            label: text.order,
            value: `${text.orders[joint.order]}${text.because(text.orderHints[joint.order])}`,
          },
          { label: text.days, value: text.dayCount(joint.deadlineDays) },
          ...joint.parties.map((party, at) => ({
            label: text.party(at + 1),
            value: text.partySaid(partyName(party), bodyName(party)),
          })),
        ]}
      />
    </Card>
  );
}

/** The same in one sentence: what a version changed. */
export function useJointSaid(): (joint: JointSealing) => string {
  const text = useText(jointText);
  const language = useLanguage();
  const { partyName, bodyName } = usePartyWords();
  return ({ order, deadlineDays, parties }) =>
    text.summary(
      text.orders[order],
      parties
        .map((party) => text.partySaid(partyName(party), bodyName(party)))
        .join(language === "en" ? ", " : "、"),
      deadlineDays,
    );
}

type Party = JointSealing["parties"][number];

function usePartyWords() {
  const text = useText(jointText);
  const { levels } = useText(domainText);
  const language = useLanguage();
  const nameOf = useOrganName();
  return {
    partyName: ({ role, roleEn }: Party): string => (language === "en" ? roleEn : role),
    bodyName: ({ organ }: Party): string =>
      organ.by === "code"
        ? nameOf(organ.code)
        : organ.by === "level"
          ? text.ofLevel(levels[organ.level])
          : text.byDraft,
  };
}
