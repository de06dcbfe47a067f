import "../use/index.ts";
import "../parties/routes.ts";
