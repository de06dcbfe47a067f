import "../access/index.ts";
