import "../sealing/index.ts";
import "../parties/store.ts";
