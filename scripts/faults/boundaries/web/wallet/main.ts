import "../console/main.ts";
import "../../server/src/main/app.ts";
import "react-aria-components";
