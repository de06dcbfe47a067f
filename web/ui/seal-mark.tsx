/** A small round seal as an ornament: rings and an empty centre, no emblem, no star, no text. */
export function SealMark({ size = 40, label }: { size?: number; label?: string }) {
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: decoration is hidden, and what means something has a label
    <svg
      width={size}
      height={size}
      viewBox="0 0 40 40"
      fill="none"
      stroke="var(--seal)"
      focusable="false"
      {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}
    >
      <circle cx="20" cy="20" r="18.2" strokeWidth="2" />
      <circle cx="20" cy="20" r="14.6" strokeWidth="2.4" strokeDasharray="1.4 3.186" />
      <circle cx="20" cy="20" r="9.5" strokeWidth="0.9" />
      <path d="m15.4 20.3 3.2 3.2 6-6.6" strokeWidth="2.2" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
