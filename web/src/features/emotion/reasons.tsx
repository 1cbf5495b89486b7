/** Why Echo heard what it heard: the text with the words marked, what each spoke for, and all seven scores. */
import type { EntryEmotion } from "@echo/contract/emotion.ts";
import { Fragment } from "react";
import { EmotionSign } from "../../ui/emotion-sign.tsx";
import styles from "./emotion.module.css";
import { messages } from "./messages.ts";
import { passagesOf } from "./reason-parts.ts";

interface ReasonsProps {
  readonly id: string;
  readonly text: string;
  readonly model: EntryEmotion["model"];
}

const percent = (share: number) => Math.round(share * 100);
/** More would be noise. */
const LISTED = 8;

export function Reasons({ id, text, model }: ReasonsProps) {
  const { reasons, emotions } = model;
  return (
    <div id={id} className={styles["reasons"]}>
      {reasons.length === 0 ? (
        <p className={styles["hint"]}>{messages.noReasons}</p>
      ) : (
        <>
          <h2 className={styles["subtitle"]}>{messages.reasonsTitle}</h2>
          <MarkedText text={text} reasons={reasons} />
          <ul className={styles["words"]}>
            {reasons.slice(0, LISTED).map(({ start, label, text: words, weight }) => (
              <li key={`${label} ${start}`}>
                <EmotionSign label={label} />
                <span>
                  <q className={styles["quote"]}>
                    <bdi>{words}</bdi>
                  </q>{" "}
                  {messages.share(percent(weight), label)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {emotions === null ? null : <Scores emotions={emotions} />}
      <p className={styles["hint"]}>{messages.limits}</p>
    </div>
  );
}

function MarkedText({ text, reasons }: { text: string; reasons: ReasonsProps["model"]["reasons"] }) {
  const passages = passagesOf(text, reasons);
  return (
    <div className={styles["passages"]}>
      {passages.map((parts, index) => (
        <Fragment key={parts[0]?.start ?? 0}>
          {index === 0 ? null : (
            <p className={styles["leftOut"]}>
              <span aria-hidden="true">…</span>
              <span className="visually-hidden">{messages.leftOut}</span>
            </p>
          )}
          <p dir="auto" className={`verbatim ${styles["passage"]}`}>
            {parts.map(({ start, text: words, label }) =>
              label === undefined ? (
                <Fragment key={start}>{words}</Fragment>
              ) : (
                <mark key={start} data-emotion={label} className={styles["mark"]}>
                  {words}
                </mark>
              ),
            )}
          </p>
        </Fragment>
      ))}
    </div>
  );
}

function Scores({ emotions }: { readonly emotions: NonNullable<ReasonsProps["model"]["emotions"]> }) {
  return (
    <table className={styles["scores"]}>
      <caption>{messages.scores}</caption>
      <tbody>
        {emotions
          .toSorted((one, other) => other.score - one.score)
          .map(({ label, score }) => (
            <tr key={label}>
              <th scope="row">
                <span className={styles["named"]}>
                  <EmotionSign label={label} />
                  {messages.names[label]}
                </span>
              </th>
              <td>{messages.percent(percent(score))}</td>
              <td aria-hidden="true" className={styles["barCell"]}>
                <svg className={styles["bar"]} viewBox="0 0 100 6" preserveAspectRatio="none">
                  <rect width={Math.max(0.5, score * 100)} height="6" />
                </svg>
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
