/**
 * What a person wrote, to read: every character as it is, each line a block in its own direction. A line
 * keeps its line end, so that the text of the element, and what is copied from it, is the text itself.
 */
import { createElement, type ReactNode } from "react";
import styles from "./verbatim.module.css";

/** From inclusive, to exclusive, in UTF-16 code units. */
export type TextRange = readonly [start: number, end: number];

const NO_MARKS: readonly TextRange[] = [];

interface VerbatimProps {
  readonly as?: "article" | "p" | "span";
  readonly text: string;
  /** What is to be marked, in order and without overlap. */
  readonly marks?: readonly TextRange[];
  readonly className?: string | undefined;
  readonly label?: string;
}

export function Verbatim({ as = "p", text, marks = NO_MARKS, className, label }: VerbatimProps) {
  let end = 0;
  const lines = text.split(/(?<=\n)/).map((line) => {
    const start = end;
    end += line.length;
    return (
      <span key={start} dir="auto" className={styles["line"]}>
        {marked(text, start, end, marks)}
      </span>
    );
  });
  return createElement(
    as,
    { className: className === undefined ? "verbatim" : `verbatim ${className}`, "aria-label": label },
    lines,
  );
}

/** The text between two places, with its marks; a mark that begins in a line before goes on here. */
function marked(text: string, start: number, end: number, marks: readonly TextRange[]): ReactNode {
  const parts: ReactNode[] = [];
  let shown = start;
  for (const [from, to] of marks) {
    const [first, last] = [Math.max(from, shown), Math.min(to, end)];
    if (first >= last) continue;
    parts.push(text.slice(shown, first), <mark key={first}>{text.slice(first, last)}</mark>);
    shown = last;
  }
  return parts.length === 0 ? text.slice(start, end) : [...parts, text.slice(shown, end)];
}
