/**
 * What the device knows of its person and a new profile does not: home time zone, language, first day of
 * the week. Told once, after the journal was made and before its first page opens: a page that is left at once
 * must not leave a profile in another country. A failure costs nothing, the profile page shows them.
 */
import type { UpdateProfile } from "@echo/contract/profile.ts";
import { client } from "../../api/client.ts";
import { profileQuery, queryClient } from "../../api/queries.ts";

interface LocaleWithWeek extends Intl.Locale {
  getWeekInfo?(): { readonly firstDay: number };
}

/** The settings that this device suggests. */
function deviceSettings(): UpdateProfile {
  const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone as string | undefined;
  const locale: LocaleWithWeek = new Intl.Locale(navigator.language);
  const weekStart = locale.getWeekInfo?.().firstDay;
  return {
    locale: locale.baseName,
    ...(timezone === undefined ? {} : { timezone }),
    ...(weekStart === undefined ? {} : { week_start: weekStart }),
  };
}

/** Nobody waits longer than this for the first page. */
const PATIENCE_MS = 2_000;

/** Resolves when the profile knows, or when that takes too long. */
export async function tellFirstSettings(): Promise<void> {
  await Promise.race([tell(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}

async function tell(): Promise<void> {
  try {
    const profile = await client.updateProfile(deviceSettings());
    // The page may be reading the profile already, as it was before.
    await queryClient.cancelQueries({ queryKey: profileQuery().queryKey });
    queryClient.setQueryData(profileQuery().queryKey, profile);
  } catch {
    // The journal is open either way.
  }
}
