/** What Echo is, in one screen, for somebody who is not signed in. */
import { Link } from "@tanstack/react-router";
import { buttonClass } from "../../ui/button.tsx";
import { Chip } from "../../ui/chip.tsx";
import { MoodSign } from "../../ui/mood.tsx";
import { usePageHeading } from "../../ui/page.tsx";
import styles from "./landing.module.css";
import { messages } from "./messages.ts";

export function LandingPage() {
  const heading = usePageHeading(`Echo · ${messages.windowTitle}`);
  return (
    <div className={styles["page"]}>
      <div className={styles["opening"]}>
        <div className={styles["words"]}>
          <h1 ref={heading} tabIndex={-1} className={styles["title"]}>
            {messages.title}
          </h1>
          <p className={styles["lead"]}>{messages.lead}</p>
          <p className={styles["ways"]}>
            <Link to="/sign-up" className={buttonClass("primary")}>
              {messages.begin}
            </Link>
            <Link to="/sign-in" className={buttonClass("quiet")}>
              {messages.signIn}
            </Link>
          </p>
        </div>
        <figure className={styles["specimen"]} aria-label={messages.specimen}>
          <p className={styles["meta"]}>
            <span>{messages.specimenDay}</span>
            <span className={styles["mood"]}>
              <MoodSign level={4} /> {messages.specimenMood}
            </span>
          </p>
          <p className={`verbatim ${styles["text"]}`}>{messages.specimenText}</p>
          <p className={styles["tags"]}>
            {messages.specimenTags.map((tag) => (
              <Chip key={tag}>{tag}</Chip>
            ))}
          </p>
        </figure>
      </div>
      <ul className={styles["facts"]}>
        {messages.facts.map((fact) => (
          <li key={fact.title} className={styles["fact"]}>
            <h2>{fact.title}</h2>
            <p>{fact.text}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
