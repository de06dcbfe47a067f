import "../../bytes/src/index.ts";
