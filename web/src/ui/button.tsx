/** A button in four weights, and the same look for links. At least 44 pixels high. */
import type { ComponentPropsWithRef } from "react";
import styles from "./button.module.css";

export type ButtonKind = "primary" | "secondary" | "quiet" | "danger";

/** The classes of a button, for an element that is a link. */
export function buttonClass(kind: ButtonKind = "secondary"): string {
  return `${styles["button"]} ${styles[kind]}`;
}

interface ButtonProps extends ComponentPropsWithRef<"button"> {
  readonly kind?: ButtonKind;
  /** Something is under way: stays focusable, says so, and does nothing when pressed. */
  readonly isBusy?: boolean;
}

export function Button({ kind = "secondary", isBusy = false, className, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={className === undefined ? buttonClass(kind) : `${buttonClass(kind)} ${className}`}
      aria-disabled={isBusy || undefined}
      onClick={(event) => {
        if (isBusy) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}
