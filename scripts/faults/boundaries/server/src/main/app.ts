import "../modules/parties/store.ts";
