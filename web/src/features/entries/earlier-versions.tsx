/** What an entry said before: fetched when opened, readable in full, and one tap brings a version back. */
import type { Entry, EntryVersion } from "@echo/contract/entries.ts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { client } from "../../api/client.ts";
import { explain } from "../../api/errors.ts";
import { versionsQuery } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Verbatim } from "../../ui/verbatim.tsx";
import { MoodMark, TagList } from "./entry-details.tsx";
import { messages } from "./messages.ts";
import styles from "./reading.module.css";
import { rememberEntry } from "./use-saving.ts";
import { dayAndTime } from "./when.ts";

interface EarlierVersionsProps {
  readonly entry: Entry;
  readonly locale: string;
}

export function EarlierVersions({ entry, locale }: EarlierVersionsProps) {
  const [isOpen, setOpen] = useState(false);
  const versions = useQuery({ ...versionsQuery(entry.id), enabled: isOpen });
  const bringBack = useAction(async (version: EntryVersion) => {
    const { text, tags, mood } = version;
    rememberEntry(await client.updateEntry(entry.id, entry.version, { text, tags, mood }));
    setOpen(false);
    document.querySelector<HTMLElement>("main h1")?.focus();
  });
  const failure = bringBack.failure ?? (versions.isError ? explain(versions.error) : undefined);
  return (
    <section className={styles["versions"]}>
      <h2 className={styles["versionsTitle"]}>
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {messages.versions}
        </button>
      </h2>
      {isOpen && failure !== undefined ? (
        <Notice tone="danger" role="alert">
          {failure.sentence}
        </Notice>
      ) : null}
      {isOpen
        ? versions.data?.map((version) => (
            <article key={version.version} className={styles["version"]}>
              <h3 className={styles["meta"]}>
                {messages.versionUntil(dayAndTime(version.replaced_at, locale))}
                {version.mood === null ? null : <MoodMark mood={version.mood} />}
              </h3>
              <Verbatim text={version.text} />
              <TagList tags={version.tags} areLinks={false} />
              <p>
                <Button kind="quiet" isBusy={bringBack.isBusy} onClick={() => void bringBack.run(version)}>
                  {messages.bringBack}
                </Button>
              </p>
            </article>
          ))
        : null}
    </section>
  );
}
