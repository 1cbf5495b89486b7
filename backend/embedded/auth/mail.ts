/**
 * Mails of the Auth server, written to a folder instead of being sent: one UTF-8 text file for each, in
 * the form of RFC 5322, readable by its owner only, with a name that sorts by time. A file appears
 * under its name only when it is complete.
 */
import { randomBytes } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Log } from "#core/log.ts";

export type MailKind =
  | "confirmation"
  | "recovery"
  | "magiclink"
  | "invite"
  | "email_change_current"
  | "email_change_new"
  | "reauthentication"
  | "account_exists";

/** `type` in links and in POST /verify. */
export type LinkType = "signup" | "recovery" | "magiclink" | "invite" | "email_change";

export interface Mail {
  readonly kind: MailKind;
  readonly to: string;
  /** The one-time token for the link; absent where the mail carries only a code, or nothing. */
  readonly linkToken?: string;
  /** The short code that is typed in by hand. */
  readonly code?: string;
  /** The address that an e-mail change leads to. */
  readonly newEmail?: string;
}

export interface Outbox {
  /** Resolves when the mail is on its way. */
  send(mail: Mail, now: Date): Promise<void>;
}

interface Template {
  readonly subject: string;
  readonly text: string;
  readonly linkType?: LinkType;
  /** Page of the web app that the link opens. */
  readonly page?: string;
}

const IGNORE = "If this was not you, there is nothing to do: without this mail nothing changes.";

const TEMPLATES: Readonly<Record<MailKind, Template>> = {
  confirmation: {
    subject: "Confirm your address for Echo",
    text: "Welcome to Echo. Please confirm that this address is yours.",
    linkType: "signup",
    page: "/app/confirm",
  },
  recovery: {
    subject: "Choose a new password for Echo",
    text: "Somebody asked to choose a new password for your journal.",
    linkType: "recovery",
    page: "/app/reset",
  },
  magiclink: {
    subject: "Your link to sign in to Echo",
    text: "Here is your link to sign in to Echo.",
    linkType: "magiclink",
    page: "/app/confirm",
  },
  invite: {
    subject: "You are invited to Echo",
    text: "You have been invited to keep a journal in Echo.",
    linkType: "invite",
    page: "/app/confirm",
  },
  email_change_current: {
    subject: "Confirm that your address for Echo changes",
    text: "Your journal is about to move to another address. Both addresses have to agree.",
    linkType: "email_change",
    page: "/app/confirm",
  },
  email_change_new: {
    subject: "Confirm your new address for Echo",
    text: "This address is about to become the one of a journal. Both addresses have to agree.",
    linkType: "email_change",
    page: "/app/confirm",
  },
  reauthentication: {
    subject: "Your code for Echo",
    text: "Echo needs to know that it is you.",
  },
  account_exists: {
    subject: "You already have a journal in Echo",
    text: "Somebody tried to sign up with this address, which already has a journal. You can simply sign in.",
    page: "/app/sign-in",
  },
};

/** An outbox that writes into `directory`, which it makes when the first mail comes. The log never names whom. */
export function createFolderOutbox(directory: string, siteUrl: string, log: Log): Outbox {
  return {
    async send(mail, now) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const name = `${now.toISOString().replaceAll(/[:.]/g, "-")}-${nextSerial()}-${mail.kind}.eml`;
      const draft = join(directory, `.${name}.${randomBytes(4).toString("hex")}.draft`);
      await writeFile(draft, renderMail(mail, siteUrl, now), { mode: 0o600, flag: "wx" });
      await rename(draft, join(directory, name));
      log.info({ kind: mail.kind, file: name }, "embedded.mail_written");
    },
  };
}

/** The whole message, as text. */
export function renderMail(mail: Mail, siteUrl: string, now: Date): string {
  const template = TEMPLATES[mail.kind];
  const link = linkOf(mail, template, siteUrl);
  const paragraphs = [
    template.text,
    ...(mail.newEmail === undefined ? [] : [`The new address is ${mail.newEmail}.`]),
    ...(link === undefined ? [] : [link]),
    ...(mail.code === undefined ? [] : [`Your code: ${mail.code}`]),
    IGNORE,
  ];
  return [
    `From: Echo <echo@${new URL(siteUrl).hostname}>`,
    `To: <${mail.to}>`,
    `Subject: ${template.subject}`,
    `Date: ${now.toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${randomBytes(16).toString("hex")}@${new URL(siteUrl).hostname}>`,
    `X-Echo-Mail: ${mail.kind}`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: 8bit",
    "",
    `${paragraphs.join("\n\n")}\n`,
  ].join("\n");
}

function linkOf(mail: Mail, template: Template, siteUrl: string): string | undefined {
  if (template.page === undefined) return undefined;
  const url = new URL(`${siteUrl}${template.page}`);
  if (mail.linkToken !== undefined && template.linkType !== undefined) {
    url.searchParams.set("token_hash", mail.linkToken);
    url.searchParams.set("type", template.linkType);
  }
  return url.href;
}

let serial = 0;

/** Keeps mails of one millisecond in order. */
function nextSerial(): string {
  serial = (serial + 1) % 1_000_000;
  return String(serial).padStart(6, "0");
}
