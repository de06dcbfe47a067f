import { type Canvas, ellipse, fill, mirrored, smooth } from "./canvas.ts";
import { darker, type Look, lighter } from "./look.ts";
import { body, middle, neck, outline, symmetric } from "./outline.ts";

const flap = outline("-18,181 -28,192 -14,214 0,206");
const lapel = outline("-28,190 -42,204 -30,218 -36,224 -4,262 -20,214");

export function drawShoulders(canvas: Canvas, { coat, shirt, shade, tie, collar }: Look): void {
  fill(canvas, smooth(symmetric(body)), coat);
  fill(canvas, symmetric(neck), shade);
  switch (collar) {
    case "round":
      fill(canvas, ellipse(middle, 186, 25, 19), shade);
      break;
    case "polo":
      drawFlaps(canvas, shade, lighter(coat));
      break;
    case "suit":
      fill(canvas, symmetric("-20,188 0,262"), shirt);
      if (tie !== undefined) fill(canvas, symmetric("-5,209 -8,218 -5,222 -10,262"), tie);
      drawFlaps(canvas, shade, shirt);
      for (const side of [lapel, mirrored(lapel, middle)]) fill(canvas, side, darker(coat));
      break;
  }
}

function drawFlaps(canvas: Canvas, shade: Look["shade"], colour: Look["shirt"]): void {
  fill(canvas, symmetric("-17,178 -19,190 0,207"), shade);
  for (const side of [flap, mirrored(flap, middle)]) fill(canvas, side, colour);
}
