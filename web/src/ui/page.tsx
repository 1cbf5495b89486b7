/**
 * The frame of a page's content: one measure, one title that takes the focus when the page was reached
 * by a link, so that a screen reader says where it is. Sets the title of the window.
 */
import { type ReactNode, useEffect, useRef } from "react";
import styles from "./page.module.css";

/** The page that the visit began with keeps the focus where the browser puts it. */
let isFirstPage = true;

interface PageProps {
  /** The h1, and the title of the window. */
  readonly title: string;
  readonly isTitleHidden?: boolean;
  /** A quiet line under the title. */
  readonly lead?: ReactNode;
  readonly width?: "form" | "text" | "wide";
  readonly children: ReactNode;
}

export function Page({ title, isTitleHidden = false, lead, width = "text", children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Echo`;
  }, [title]);
  useEffect(() => {
    const isElsewhere = heading.current?.closest("main")?.contains(document.activeElement) !== true;
    if (!isFirstPage && isElsewhere) heading.current?.focus({ preventScroll: true });
    isFirstPage = false;
  }, []);
  return (
    <div className={`${styles["page"]} ${styles[width]}`}>
      <div className={isTitleHidden ? "visually-hidden" : styles["head"]}>
        <h1 ref={heading} tabIndex={-1} className={styles["title"]}>
          {title}
        </h1>
        {lead === undefined ? null : <p className={styles["lead"]}>{lead}</p>}
      </div>
      {children}
    </div>
  );
}
