const LINES = 9;
const WIDTH = 360;
const HEIGHT = 120;

/** Waves that drift against each other, as printed under a certificate to make copying show. */
function waves(): string {
  const lines: string[] = [];
  for (let line = 0; line < LINES; line++) {
    const phase = (line / LINES) * Math.PI * 2;
    const points: string[] = [];
    for (let x = 0; x <= WIDTH; x += 6) {
      const turn = (x / WIDTH) * Math.PI * 2;
      const y =
        HEIGHT / 2 +
        Math.sin(turn * 2 + phase) * 34 * Math.cos(turn / 2 + phase / 3) +
        Math.sin(turn * 5 - phase) * 9;
      points.push(`${x} ${y.toFixed(1)}`);
    }
    lines.push(`M${points.join("L")}`);
  }
  return lines.join("");
}

const PATH = /* @__PURE__ */ waves();

/** Fills its positioned parent; drawn inline because pages allow no images from data addresses. */
export function Guilloche({ className }: { className?: string }) {
  return (
    <svg
      className={className}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="xMidYMid slice"
      fill="none"
      stroke="currentColor"
      strokeWidth="0.8"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATH} />
    </svg>
  );
}
