import "../../libs/gm/src/index.ts";
import "node:crypto";
