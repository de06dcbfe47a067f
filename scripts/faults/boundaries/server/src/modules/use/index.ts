import "../issuance/index.ts";
