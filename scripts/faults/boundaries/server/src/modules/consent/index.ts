import "../presentation/index.ts";
