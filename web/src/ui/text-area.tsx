/**
 * The writing surface: a textarea that grows with its text and holds it exactly as typed. The direction
 * follows the text, paragraph by paragraph; no spelling service ever sees it.
 */
import { type RefObject, type TextareaHTMLAttributes, useLayoutEffect, useRef } from "react";
import styles from "./text-area.module.css";

interface TextAreaProps extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "onChange" | "value"> {
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly textRef?: RefObject<HTMLTextAreaElement | null> | undefined;
}

const growsByItself = typeof CSS !== "undefined" && CSS.supports("field-sizing", "content");

export function TextArea({ value, onValue, textRef, ...rest }: TextAreaProps) {
  const own = useRef<HTMLTextAreaElement>(null);
  const area = textRef ?? own;
  useLayoutEffect(() => {
    const element = area.current;
    if (growsByItself || element === null) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  });
  return (
    <textarea
      {...rest}
      ref={area}
      dir="auto"
      className={`verbatim ${styles["area"]}`}
      value={value}
      onChange={(event) => onValue(event.target.value)}
    />
  );
}
