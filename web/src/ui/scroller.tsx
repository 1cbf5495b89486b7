/** What may be wider than its place, such as a table on a phone: scrolls by itself, also by keyboard. */
import { type ReactNode, useLayoutEffect, useRef } from "react";
import styles from "./scroller.module.css";

interface ScrollerProps {
  readonly label: string;
  /** Begins at its end, where the newest stands. */
  readonly isAtEnd?: boolean;
  readonly children: ReactNode;
}

export function Scroller({ label, isAtEnd = false, children }: ScrollerProps) {
  const box = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (isAtEnd && box.current !== null) box.current.scrollLeft = box.current.scrollWidth;
  }, [isAtEnd]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
    <section ref={box} className={styles["scroller"]} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
