import "../../pki/src/index.ts";
