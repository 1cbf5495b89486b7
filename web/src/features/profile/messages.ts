/** The words of the profile page. */
export const messages = {
  title: "Profile",
  signedInAs: (email: string) => `Signed in as ${email}`,
  name: "Name",
  nameHint: "Only you see it.",
  timezone: "Time zone",
  timezoneHint: "Your home: what a day is, when no device says otherwise.",
  deviceZone: (zone: string) => `Use this device's: ${zone}`,
  locale: "Language of dates",
  weekStart: "A week begins on",
  save: "Save",
  saved: "Saved",

  passwordTitle: "Password",
  changePassword: "Change password",
  currentPassword: "Current password",
  newPassword: "New password",
  passwordHint: "At least 10 characters. Other devices will be signed out.",
  passwordChanged: "Your password is changed. Other devices are signed out.",
  passwordWrong: "This is not your current password.",
  show: "Show password",
  hide: "Hide",

  trashTitle: "Trash",
  trashText: "What you deleted waits there.",
  toTrash: "Open the trash",

  leaveTitle: "Leaving this device",
  leaveText: "Your journal stays; nothing of it is shown here until you sign in again.",
  signOut: "Sign out",
  signOutTitle: "There are unsaved words on this device",
  signOutText: (count: number) =>
    count === 1
      ? "One page is not in your journal yet. It can stay here until you sign in again; nobody else who signs in here sees it."
      : `${count} pages are not in your journal yet. They can stay here until you sign in again; nobody else who signs in here sees them.`,
  keepWords: "Keep them and sign out",
  removeWords: "Remove them and sign out",
  stay: "Stay signed in",
  signOutFailed: "Echo cannot be reached, so the login on the server could not be ended. Please try again.",
} as const;
