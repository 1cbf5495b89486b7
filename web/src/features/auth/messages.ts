/** The words of signing up, signing in and getting back in. */
export const messages = {
  email: "E-mail",
  password: "Password",
  newPassword: "New password",
  passwordHint: "At least 10 characters. A short sentence is easy to remember.",
  show: "Show password",
  hide: "Hide",
  emailMissing: "Please enter your e-mail address.",
  emailWrong: "This does not look like an e-mail address.",
  passwordMissing: "Please enter your password.",
  passwordShort: "Please use at least 10 characters.",
  passwordLong: "Please use a shorter password: at most 72 bytes.",
  secondLook: "Something here needs a second look.",

  signUpTitle: "Begin your journal",
  signUpLead: "An address to find your way back, and a password. That is all.",
  signUp: "Create my journal",
  haveOne: "You have a journal?",
  signIn: "Sign in",

  signInTitle: "Welcome back",
  signInLead: "Your pages are where you left them.",
  forgotten: "Forgotten your password?",
  newHere: "New here?",
  begin: "Begin a journal",
  returnNote: "Sign in to go on where you were.",

  checkMailTitle: "Check your mail",
  checkMailText: (email: string) =>
    `We have sent a link to ${email}. Open it to confirm your address, then your journal is ready.`,
  mailHints: {
    mail: "Nothing there after a few minutes? Look among unwanted mail.",
    folder:
      "This Echo writes its mails to files: if one was written, it is the newest in the folder .echo/mail, on the machine where it runs, and holds the link.",
  },

  forgotTitle: "Forgotten your password",
  forgotLead: "Tell us your address, and we send you a link to choose a new one.",
  sendLink: "Send the link",
  sentTitle: "Check your mail",
  sentText: (email: string) => `If there is a journal for ${email}, a link is on its way to it.`,
  backToSignIn: "Back to signing in",

  resetTitle: "Choose a new password",
  resetLead: "Your journal stays as it is.",
  reset: "Save the new password",
  resetDoneTitle: "Your new password is set",
  resetDoneText: "Please sign in with it.",
  linkBroken: "This link is incomplete. Please open it once more from the mail, or ask for a new one.",
  linkOld: "This link has expired or was used before. Please ask for a new one.",
  newLink: "Ask for a new link",

  confirmTitle: "Confirm your address",
  confirmLead: "One tap, and your journal is ready.",
  confirm: "Confirm my address",
  halfConfirmedTitle: "One more link",
  halfConfirmedText: "Please open the link in the mail to your other address as well.",
} as const;
