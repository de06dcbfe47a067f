import type { Check } from "@liangzheng/contract";
import { wordFor } from "../../../api/index.ts";
import { Card, CheckList, useText } from "../../../ui/index.ts";
import { verdictText } from "../../verdict-words.ts";

/** Every check, each passed, failed or not possible, with its reason. */
export function CheckCard({ checks, hasPhoto }: { checks: readonly Check[]; hasPhoto: boolean }) {
  const text = useText(verdictText);
  if (checks.length === 0) return null;
  const reasonOf = ({ name, reason: given, detail }: Check): string | undefined => {
    const reason = given === "compare-by-eye" && !hasPhoto ? "no-photo" : given;
    const reasons: Readonly<Record<string, string>> = text.checkReason;
    const words =
      reason === undefined ? undefined : (reasons[`${name}/${reason}`] ?? reasons[reason] ?? reason);
    return [words, detail].filter(Boolean).join(" · ") || undefined;
  };
  return (
    <Card title={text.checks}>
      <CheckList
        label={text.checks}
        checks={checks.map((check) => {
          const reason = reasonOf(check);
          return {
            name: check.name,
            result: check.result,
            label: wordFor(text.check, check.name),
            ...(reason !== undefined && { reason }),
          };
        })}
      />
    </Card>
  );
}
