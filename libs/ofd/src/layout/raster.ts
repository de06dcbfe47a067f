import type { Polygon } from "./outline.ts";

/**
 * Coverage (0 to 1) of every pixel by outlines filled by winding number, exact in area: each edge adds its signed area
 * to the cells it crosses and a running sum along the row fills the rest. Outlines that overlap in the same direction
 * count once.
 */
export function rasterise(
  polygons: readonly Polygon[],
  width: number,
  height: number,
  pixelsPerUnit: number,
): Float32Array {
  const cells = new Float32Array((width + 2) * height);
  const stride = width + 2;
  for (const polygon of polygons) {
    for (let i = 0; i < polygon.length; i++) {
      const [x0, y0] = polygon[i] ?? [0, 0];
      const [x1, y1] = polygon[(i + 1) % polygon.length] ?? [0, 0];
      const scale = pixelsPerUnit;
      addEdge(cells, stride, width, height, x0 * scale, y0 * scale, x1 * scale, y1 * scale);
    }
  }
  const coverage = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    let sum = 0;
    for (let x = 0; x < width; x++) {
      sum += cells[y * stride + x] ?? 0;
      coverage[y * width + x] = Math.min(1, Math.abs(sum));
    }
  }
  return coverage;
}

function addEdge(
  cells: Float32Array,
  stride: number,
  width: number,
  height: number,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
): void {
  if (y0 === y1) return;
  const direction = y0 < y1 ? 1 : -1;
  const [topX, topY, bottomX, bottomY] = y0 < y1 ? [x0, y0, x1, y1] : [x1, y1, x0, y0];
  const slope = (bottomX - topX) / (bottomY - topY);
  const first = Math.max(0, Math.floor(topY));
  for (let row = first; row < Math.min(height, Math.ceil(bottomY)); row++) {
    const from = Math.max(row, topY);
    const to = Math.min(row + 1, bottomY);
    const dy = (to - from) * direction;
    if (dy === 0) continue;
    const a = Math.min(width, Math.max(0, topX + (from - topY) * slope));
    const b = Math.min(width, Math.max(0, topX + (to - topY) * slope));
    spread(cells, row * stride, Math.min(a, b), Math.max(a, b), dy);
  }
}

/** The share of `dy` that each column between `left` and `right` gets, and the rest to the column after. */
function spread(cells: Float32Array, row: number, left: number, right: number, dy: number): void {
  const firstColumn = Math.floor(left);
  const lastColumn = Math.floor(right);
  const add = (column: number, value: number): void => {
    cells[row + column] = (cells[row + column] ?? 0) + value;
  };
  if (firstColumn === lastColumn) {
    const inside = dy * (1 - ((left + right) / 2 - firstColumn));
    add(firstColumn, inside);
    add(firstColumn + 1, dy - inside);
    return;
  }
  const perColumn = dy / (right - left);
  for (let column = firstColumn; column <= lastColumn; column++) {
    const from = Math.max(left, column);
    const to = Math.min(right, column + 1);
    const part = (to - from) * perColumn;
    const inside = part * (1 - ((from + to) / 2 - column));
    add(column, inside);
    add(column + 1, part - inside);
  }
}
