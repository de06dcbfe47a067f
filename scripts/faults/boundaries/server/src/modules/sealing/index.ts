import "../licences/index.ts";
