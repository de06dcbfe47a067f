/**
 * Every verdict has an outline of its own, so that it is read at arm's length, in print and without colour:
 * circle, dashed circle, octagon, square, hexagon, triangle, two sheets. (A diamond with a question mark is the sign for a
 * character that cannot be shown.)
 */
export const VERDICTS = [
  "valid",
  "valid-offline",
  "invalid",
  "expired",
  "suspended",
  "unknown",
  "used",
] as const;
export type VerdictKind = (typeof VERDICTS)[number];

const OUTLINES: Readonly<Record<VerdictKind, string>> = {
  valid: "M24 45a21 21 0 1 0 0-42 21 21 0 0 0 0 42z",
  "valid-offline": "M24 45a21 21 0 1 0 0-42 21 21 0 0 0 0 42z",
  invalid: "M16 4h16l12 12v16L32 44H16L4 32V16z",
  expired: "M9 5h30a4 4 0 0 1 4 4v30a4 4 0 0 1-4 4H9a4 4 0 0 1-4-4V9a4 4 0 0 1 4-4z",
  suspended: "M24 3l18.5 10.500v21L24 45 5.5 34.500v-21z",
  unknown: "M20.500 6a4 4 0 0 1 7 0l17.500 31a4 4 0 0 1-3.500 6H6.500A4 4 0 0 1 3 37z",
  used: "M15 3h30v30H15zM3 13h7v25h25v7H3z",
};

const SIGNS: Readonly<Record<VerdictKind, string>> = {
  valid: "m14 25 7 7 14-15",
  "valid-offline": "m14 25 7 7 14-15",
  invalid: "M16.5 16.500l15 15m0-15-15 15",
  expired: "M24 13v12l8 5",
  suspended: "M19 16v16m10-16v16",
  unknown: "M19.700 21a4.400 4.400 0 1 1 6.500 3.700c-1.500.9-2.200 1.700-2.200 3.300m0 6.300v.1",
  used: "m22 18 6 6 11-12",
};

export interface VerdictSignProps {
  readonly kind: VerdictKind;
  readonly size?: number | string;
}

export function VerdictSign({ kind, size = "1.25em" }: VerdictSignProps) {
  const offline = kind === "valid-offline";
  return (
    <svg width={size} height={size} viewBox="0 0 48 48" aria-hidden="true" focusable="false" fill="none">
      <path
        d={OUTLINES[kind]}
        fill={offline ? "none" : "currentColor"}
        stroke="currentColor"
        strokeWidth={offline ? 4 : 0}
        strokeDasharray={offline ? "7.5 5.7" : undefined}
      />
      <path
        d={SIGNS[kind]}
        stroke={offline ? "currentColor" : "var(--sign, #ffffff)"}
        strokeWidth="4.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
