/** What tests of mailed links share: the mails of one address, and accounts that are there already. */
import { type AuthServer, freshEmail, PASSWORD, type ReceivedMail } from "./auth-server.ts";

/** The newest mail to the address. @throws where none has arrived */
export async function lastMailTo(server: AuthServer, email: string): Promise<ReceivedMail> {
  const mail = (await mailsTo(server, email)).at(-1);
  if (mail === undefined) throw new Error("No mail has arrived.");
  return mail;
}

export async function mailsTo(server: AuthServer, email: string): Promise<readonly ReceivedMail[]> {
  return (await server.readMails()).filter((mail) => mail.text.includes(`To: <${email}>`));
}

/** The one-time token of a mail's link; empty where there is none. */
export function tokenOf(mail: ReceivedMail): string {
  return mail.link?.searchParams.get("token_hash") ?? "";
}

/** The address of a new person whose address is confirmed, with `PASSWORD`. */
export async function createConfirmed(server: AuthServer): Promise<string> {
  const email = freshEmail();
  await server.newAdmin().createUser({ email, password: PASSWORD, email_confirm: true });
  return email;
}
