import "../wallet/main.ts";
import "react-aria-components";
