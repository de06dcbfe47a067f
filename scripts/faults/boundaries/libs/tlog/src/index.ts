import "../../gm/src/index.ts";
