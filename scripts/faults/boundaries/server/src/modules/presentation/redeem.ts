import "../parties/routes.ts";
import "../../main/app.ts";
