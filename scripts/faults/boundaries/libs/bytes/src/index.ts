import "../../asn1/src/index.ts";
import "node:fs";
