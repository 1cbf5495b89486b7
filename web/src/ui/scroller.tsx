/** What may be wider than its place, such as a table on a phone: scrolls by itself, also by keyboard. */
import type { ReactNode } from "react";
import styles from "./scroller.module.css";

export function Scroller({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
    <section className={styles["scroller"]} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
