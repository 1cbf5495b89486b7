/**
 * Help that is offered beside an entry that asks for it: a few words and whom one can turn to. It never
 * takes the focus, never covers anything, can be closed, and can be opened again.
 */
import type { CrisisSupport } from "@echo/contract/crisis.ts";
import { useId, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { contactParts, safeAddress } from "./contact-parts.ts";
import { messages } from "./messages.ts";
import styles from "./support.module.css";

interface SupportPanelProps {
  readonly support: CrisisSupport;
  /** The message stands above already. */
  readonly isMessageSaid?: boolean;
}

export function SupportPanel({ support, isMessageSaid = false }: SupportPanelProps) {
  const [isClosed, setClosed] = useState(false);
  const titleId = useId();
  if (isClosed) {
    return (
      <p>
        <Button kind="quiet" onClick={() => setClosed(false)}>
          {messages.supportShow}
        </Button>
      </p>
    );
  }
  return (
    <section aria-labelledby={titleId} className={styles["panel"]}>
      <h2 id={titleId} className={styles["title"]}>
        {messages.supportTitle}
      </h2>
      {isMessageSaid ? null : <p className={styles["message"]}>{support.message}</p>}
      <ul className={styles["resources"]}>
        {support.resources.map((resource) => (
          <Resource key={`${resource.name} ${resource.contact}`} resource={resource} />
        ))}
      </ul>
      <p className={styles["note"]}>{messages.supportNote}</p>
      <p className={styles["end"]}>
        <Button onClick={() => setClosed(true)}>{messages.close}</Button>
      </p>
    </section>
  );
}

function Resource({ resource }: { readonly resource: CrisisSupport["resources"][number] }) {
  const address = safeAddress(resource.url);
  const host = address === null ? "" : new URL(address).host.replace(/^www\./, "");
  return (
    <li className={styles["resource"]}>
      <span className={styles["name"]}>{resource.name}</span>
      {resource.contact === host ? null : (
        <span className={styles["contact"]}>
          {contactParts(resource.contact).map((part) =>
            part.href === undefined ? (
              <span key={part.text}>{part.text}</span>
            ) : (
              <a
                key={part.href}
                href={part.href}
                aria-label={
                  part.href.startsWith("sms:") ? messages.text(part.text) : messages.call(part.text)
                }
              >
                {part.text}
              </a>
            ),
          )}
        </span>
      )}
      {resource.hours === null ? null : <span className={styles["hours"]}>{resource.hours}</span>}
      {address === null ? null : (
        <a href={address} target="_blank" rel="noopener noreferrer">
          <span className="visually-hidden">{messages.supportSite(resource.name)} </span>
          {host}
        </a>
      )}
    </li>
  );
}
