import type { PdfValue } from "@liangzheng/pdf";

const form = /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?'?)?/;

/** A date (ISO 32000-1 §7.9.4): what a signer states where his message states none. */
export function readPdfTime(value: PdfValue): Date | undefined {
  if (typeof value !== "object" || value?.type !== "string" || value.bytes.length > 64) return undefined;
  const match = form.exec(String.fromCharCode(...value.bytes));
  if (match === null) return undefined;
  const [, year, month = "01", day = "01", hour = "00", minute = "00", second = "00", sign, ...offset] =
    match;
  const utc = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`).getTime();
  const [hours = "0", minutes = "0"] = offset;
  const away = (Number(hours) * 60 + Number(minutes)) * 60_000;
  const time = new Date(sign === "-" ? utc + away : utc - away);
  return Number.isNaN(time.getTime()) ? undefined : time;
}
