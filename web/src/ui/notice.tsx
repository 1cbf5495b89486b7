/**
 * A short message on the page. `status` is read out politely, `alert` at once; `note` is just there.
 */
import type { ReactNode } from "react";
import styles from "./notice.module.css";

interface NoticeProps {
  readonly tone?: "calm" | "warning" | "danger";
  readonly role?: "status" | "alert" | "note";
  readonly children: ReactNode;
  /** Buttons or links, beside the words. */
  readonly actions?: ReactNode;
}

export function Notice({ tone = "calm", role = "note", children, actions }: NoticeProps) {
  return (
    <div className={`${styles["notice"]} ${styles[tone]}`} role={role}>
      <div className={styles["words"]}>{children}</div>
      {actions === undefined ? null : <div className={styles["actions"]}>{actions}</div>}
    </div>
  );
}
