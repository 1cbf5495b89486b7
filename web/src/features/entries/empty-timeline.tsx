/** A timeline without entries: why that is, and the way on. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import type { EntryFilters } from "../../api/client.ts";
import { trashQuery } from "../../api/queries.ts";
import { buttonClass } from "../../ui/button.tsx";
import { messages } from "./messages.ts";
import styles from "./reading.module.css";
import { findTag } from "./search.ts";
import { useKnownTags } from "./use-known-tags.ts";

export function EmptyTimeline({ filters }: { readonly filters: EntryFilters }) {
  const isFiltered = filters.q !== "" || filters.tag !== "" || filters.emotion !== "" || filters.to !== "";
  const isDayAlone = filters.to !== "" && filters.q === "" && filters.tag === "" && filters.emotion === "";
  return isFiltered ? <NoMatches q={filters.q} isDayAlone={isDayAlone} /> : <NoEntries />;
}

function NoMatches({ q, isDayAlone }: { readonly q: string; readonly isDayAlone: boolean }) {
  const { tags, lookUp } = useKnownTags();
  useEffect(lookUp, [lookUp]);
  const tag = q === "" ? undefined : findTag(q, tags);
  return (
    <div className={styles["empty"]}>
      <p>{isDayAlone ? messages.noneSoEarly : messages.noMatches}</p>
      {tag === undefined ? null : (
        <Link to="/timeline" search={{ tag }} className={buttonClass("primary")}>
          {messages.showTagged(tag)}
        </Link>
      )}
      <Link to="/timeline" className={buttonClass("secondary")}>
        {messages.clearFilters}
      </Link>
    </div>
  );
}

/** A journal that is new, or one whose entries are all in the trash. */
function NoEntries() {
  const trash = useInfiniteQuery(trashQuery());
  if (trash.isPending) return null;
  const isTrashFilled = trash.data?.pages.some((page) => page.items.length > 0) === true;
  return (
    <div className={styles["empty"]}>
      <h2>{isTrashFilled ? messages.allDeletedTitle : messages.noEntriesTitle}</h2>
      <p>{isTrashFilled ? messages.allDeletedText : messages.noEntriesText}</p>
      <Link to="/" className={buttonClass("primary")}>
        {messages.writeFirst}
      </Link>
    </div>
  );
}
