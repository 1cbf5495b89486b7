/** The person's own settings, the password, and the way out. */
import type { Profile, UpdateProfile } from "@echo/contract/profile.ts";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { client } from "../../api/client.ts";
import { profileQuery, queryClient } from "../../api/queries.ts";
import { LoadError } from "../../shell/page-error.tsx";
import { Button, buttonClass } from "../../ui/button.tsx";
import { ErrorSummary, Field, SelectField } from "../../ui/field.tsx";
import { Page } from "../../ui/page.tsx";
import { localeChoices, timezoneChoices, weekStartChoices } from "./choices.ts";
import { messages } from "./messages.ts";
import { PasswordSection } from "./password-section.tsx";
import styles from "./profile.module.css";
import { SignOut } from "./sign-out.tsx";
import { useSavedForm } from "./use-saved-form.ts";

export function ProfilePage() {
  const profile = useQuery(profileQuery());
  if (profile.isPending) return null;
  if (profile.isError) return <LoadError error={profile.error} onRetry={() => void profile.refetch()} />;
  const { email } = profile.data;
  return (
    <Page title={messages.title} lead={email === null ? undefined : messages.signedInAs(email)} width="form">
      <SettingsForm profile={profile.data} />
      <PasswordSection />
      <section className={styles["section"]}>
        <h2>{messages.trashTitle}</h2>
        <p className={styles["explanation"]}>{messages.trashText}</p>
        <p>
          <Link to="/trash" className={buttonClass("secondary")}>
            {messages.toTrash}
          </Link>
        </p>
      </section>
      <SignOut personId={profile.data.id} />
    </Page>
  );
}

function SettingsForm({ profile }: { readonly profile: Profile }) {
  // Only what was changed here; the rest shows the profile, also when it changes elsewhere.
  const [changes, setChanges] = useState<UpdateProfile>({});
  const { full_name: name, timezone, locale, week_start: weekStart } = { ...profile, ...changes };
  const form = useSavedForm(async (body: UpdateProfile) => {
    queryClient.setQueryData(profileQuery().queryKey, await client.updateProfile(body));
    setChanges({});
  });
  const change = (changed: UpdateProfile) => {
    form.change();
    setChanges({ ...changes, ...changed });
  };
  const onSubmit = form.onSubmit(() => {
    const fullName = name?.trim() ?? "";
    return { full_name: fullName === "" ? null : fullName, timezone, locale, week_start: weekStart };
  });
  const deviceZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <form className={styles["form"]} noValidate onSubmit={onSubmit}>
      <ErrorSummary {...form.summary} />
      <Field
        id="full_name"
        label={messages.name}
        hint={messages.nameHint}
        autoComplete="name"
        dir="auto"
        maxLength={200}
        value={name ?? ""}
        onValue={(value) => change({ full_name: value })}
        fault={form.faults["full_name"]}
      />
      <div className={styles["zone"]}>
        <SelectField
          id="timezone"
          label={messages.timezone}
          hint={messages.timezoneHint}
          value={timezone}
          options={timezoneChoices(timezone, deviceZone)}
          onValue={(value) => change({ timezone: value })}
          fault={form.faults["timezone"]}
        />
        {deviceZone === timezone ? null : (
          <p className={styles["deviceZone"]}>
            <Button kind="quiet" onClick={() => change({ timezone: deviceZone })}>
              {messages.deviceZone(deviceZone.replaceAll("_", " "))}
            </Button>
          </p>
        )}
      </div>
      <SelectField
        id="locale"
        label={messages.locale}
        value={locale}
        options={localeChoices(locale, navigator.languages)}
        onValue={(value) => change({ locale: value })}
        fault={form.faults["locale"]}
      />
      <SelectField
        id="week_start"
        label={messages.weekStart}
        value={String(weekStart)}
        options={weekStartChoices(weekStart, navigator.language)}
        onValue={(value) => change({ week_start: Number(value) })}
        fault={form.faults["week_start"]}
      />
      <div className={styles["row"]}>
        <Button type="submit" kind="primary" isBusy={form.isBusy}>
          {messages.save}
        </Button>
        <span aria-live="polite" className={styles["saved"]}>
          {form.isSaved ? messages.saved : ""}
        </span>
      </div>
    </form>
  );
}
