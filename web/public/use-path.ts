import { useEffect, useState } from "react";
import type { Navigation } from "../ui/index.ts";

const BASE = "/public";

const currentPath = (): string => location.pathname.slice(BASE.length).replace(/\/$/, "") || "/";

/** Three pages need no router: the address, the back button, and the top of the new page. */
export function usePath(): Navigation {
  const [path, setPath] = useState(currentPath);
  useEffect(() => {
    const follow = (): void => setPath(currentPath());
    addEventListener("popstate", follow);
    return () => removeEventListener("popstate", follow);
  }, []);
  return {
    base: BASE,
    path,
    navigate: (href) => {
      history.pushState(null, "", BASE + href);
      setPath(currentPath());
      window.scrollTo(0, 0);
      document.getElementById("main")?.focus();
    },
  };
}
