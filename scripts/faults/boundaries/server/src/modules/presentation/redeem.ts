import "../checks/index.ts";
import "../parties/routes.ts";
import "../../main/app.ts";
