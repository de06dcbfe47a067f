import type { PageContent } from "../read/page-content.ts";
import { styleOf } from "./draw-style.ts";
import type { Scene } from "./scene.ts";

/** Layers from back to front, each with the draw parameters it gives to its objects. */
export function drawLayers(scene: Scene, page: PageContent): void {
  for (const layer of page.layers) {
    const inside = { ...scene, resources: layer.resources };
    inside.drawObjects({ ...inside, style: styleOf(inside, layer.element) }, layer.element);
  }
}
