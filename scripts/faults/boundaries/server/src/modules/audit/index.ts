import "../notices/index.ts";
