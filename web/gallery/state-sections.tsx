import {
  Button,
  Card,
  CheckList,
  EmptyState,
  ErrorState,
  Grid,
  LoadingState,
  Notice,
  Stack,
  useText,
  VERDICTS,
  Verdict,
  type VerdictKind,
} from "../ui/index.ts";
import { galleryText } from "./gallery-text.ts";

export function VerdictSection() {
  const { verdict: text } = useText(galleryText);
  const details: Readonly<Record<VerdictKind, string>> = {
    valid: text.online,
    "valid-offline": text.offline,
    invalid: text.invalid,
    expired: text.expired,
    suspended: text.suspended,
    unknown: text.unknown,
    used: text.used,
  };
  return (
    <Stack gap="l">
      <Grid>
        <Verdict kind="valid" size="page">
          {text.online}
        </Verdict>
        <Verdict kind="valid-offline" size="page">
          {text.offline}
        </Verdict>
      </Grid>
      <Grid>
        {VERDICTS.map((kind) => (
          <Verdict key={kind} kind={kind}>
            {details[kind]}
          </Verdict>
        ))}
      </Grid>
      <Card title={text.checks}>
        <CheckList
          label={text.checks}
          checks={[
            { name: "signature", result: "pass", label: text.signature, reason: "SM2 · SM3" },
            { name: "fresh", result: "pass", label: text.fresh },
            { name: "status", result: "unknown", label: text.status, reason: text.statusReason },
            { name: "holder", result: "fail", label: text.holder, reason: text.holderReason },
          ]}
        />
      </Card>
    </Stack>
  );
}

const REFUSED = {
  title: "目录暂不可用",
  status: 503,
  detail: "证照目录正在更新，约 5 分钟后恢复。",
  traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
};

export function StatesSection() {
  const { states: text } = useText(galleryText);
  return (
    <Grid>
      <Card>
        <EmptyState icon="card" title={text.empty} action={<Button variant="primary">{text.collect}</Button>}>
          {text.emptyText}
        </EmptyState>
      </Card>
      <Card>
        <ErrorState error={REFUSED} onRetry={() => undefined} />
      </Card>
      <LoadingState />
      <Card>
        <ErrorState error={new TypeError("Failed to fetch")} onRetry={() => undefined} />
      </Card>
      <Stack>
        <Notice title={text.noticeTitle}>{text.notices.info}</Notice>
        <Notice tone="good">{text.notices.good}</Notice>
        <Notice tone="warn">{text.notices.warn}</Notice>
        <Notice tone="bad">{text.notices.bad}</Notice>
      </Stack>
    </Grid>
  );
}
