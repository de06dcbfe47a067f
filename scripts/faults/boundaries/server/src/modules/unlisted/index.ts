import "../parties/index.ts";
