import { CursorPagination, useNavigation } from "../ui/index.ts";
import { withSearch } from "./search-params.ts";
import { nextTrail, previousTrail } from "./trail.ts";

interface CursorPagesProps {
  readonly path: string;
  readonly search: Readonly<Record<string, string | undefined>>;
  readonly next: string | null | undefined;
}

/** Previous and next of a list whose place is in its address. Nothing when it has one page. */
export function CursorPages({ path, search, next }: CursorPagesProps) {
  const { navigate } = useNavigation();
  const trail = search["trail"];
  if (!trail && !next) return null;
  const go = (to: string | undefined): void => {
    navigate(withSearch(path, { ...search, trail: to }));
    window.scrollTo(0, 0);
  };
  return (
    <CursorPagination
      hasPrevious={Boolean(trail)}
      hasNext={Boolean(next)}
      onPrevious={() => go(previousTrail(trail))}
      onNext={() => next && go(nextTrail(trail, next))}
    />
  );
}
