import "../modules/parties/index.ts";
