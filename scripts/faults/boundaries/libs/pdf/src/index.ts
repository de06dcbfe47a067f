import "../../asn1/src/index.ts";
