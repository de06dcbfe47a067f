import "../../server/src/modules/parties/index.ts";
