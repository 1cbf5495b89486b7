/**
 * The frame of a page's content: one measure, one title that takes the focus when the page was reached
 * by a link, so that a screen reader says where it is. Sets the title of the window.
 */
import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import styles from "./page.module.css";

/** The page that the visit began with keeps the focus where the browser puts it. */
let isFirstPage = true;

/**
 * For the h1 of a page: names the window, and takes the focus unless something on the page has it already.
 * @param windowTitle the title of the window
 */
export function usePageHeading(windowTitle: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = windowTitle;
  }, [windowTitle]);
  useEffect(() => {
    const isElsewhere = heading.current?.closest("main")?.contains(document.activeElement) !== true;
    if (!isFirstPage && isElsewhere) heading.current?.focus({ preventScroll: true });
    isFirstPage = false;
  }, []);
  return heading;
}

interface PageProps {
  /** The h1, and the title of the window. */
  readonly title: string;
  /** Small, where something else on the page comes first. */
  readonly isTitleQuiet?: boolean;
  /** A quiet line under the title. */
  readonly lead?: ReactNode;
  readonly width?: "form" | "text" | "wide";
  readonly children: ReactNode;
}

export function Page({ title, isTitleQuiet = false, lead, width = "text", children }: PageProps) {
  const heading = usePageHeading(`${title} · Echo`);
  return (
    <div className={`${styles["page"]} ${styles[width]}`}>
      <div className={styles["head"]}>
        <h1 ref={heading} tabIndex={-1} className={isTitleQuiet ? styles["quietTitle"] : styles["title"]}>
          {title}
        </h1>
        {lead === undefined ? null : <p className={styles["lead"]}>{lead}</p>}
      </div>
      {children}
    </div>
  );
}
