import "../../../../web/wallet/main.ts";
