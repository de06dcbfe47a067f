import "../catalogue/index.ts";
