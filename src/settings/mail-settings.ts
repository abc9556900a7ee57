import { z } from "zod";
import { isDecodable, isHere, setting } from "./values.ts";

/** The settings of mail, as the environment has them. */
export const mailShape = {
  PAPERBOY_SMTP_URL: setting(
    z
      .url({ protocol: /^smtps?$/, error: "is not an smtp or smtps address" })
      .refine((url) => URL.parse(url)?.hostname !== "", "has no host")
      .refine(isDecodable, "has a % in its name or password that is not written as %25")
      .optional(),
  ),
  PAPERBOY_MAIL_FROM: setting(
    z
      .string()
      .refine((text) => readSender(text) !== null, "is not a mail address, with or without a name")
      .optional(),
  ),
};

/** A value that works, for each. */
export const mailExamples: Record<keyof typeof mailShape, string> = {
  PAPERBOY_SMTP_URL: "smtp://name:password@mail.example.org:587",
  PAPERBOY_MAIL_FROM: "Paperboy <papers@example.org>",
};

/** Through whom mails go out, and who they are from. */
export interface MailSettings {
  host: string;
  port: number;
  /** TLS from the first byte. */
  secure: boolean;
  /** No mail without TLS. */
  requireTls: boolean;
  auth: { user: string; pass: string } | null;
  from: { address: string; name: string };
}

type Given = z.infer<z.ZodObject<typeof mailShape>>;

/** Of mail submission (RFC 8314). */
const PORTS = { smtp: 587, smtps: 465 };

/** Null: off. */
export function mailSettings(given: Given): MailSettings | null {
  const { PAPERBOY_SMTP_URL: url, PAPERBOY_MAIL_FROM: sender } = given;
  const from = sender === undefined ? null : readSender(sender);
  if (url === undefined || from === null) return null;
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === "smtps:";
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  const auth =
    username === ""
      ? null
      : { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  return {
    host,
    port: port === "" ? PORTS[secure ? "smtps" : "smtp"] : Number(port),
    secure,
    // A password shall not be read on the way.
    requireTls: auth !== null && !isHere(host),
    auth,
    from,
  };
}

/** A line where half of what is needed is set. */
export function mailProblems(given: Given): string[] {
  const { PAPERBOY_SMTP_URL: url, PAPERBOY_MAIL_FROM: sender } = given;
  if ((url === undefined) === (sender === undefined)) return [];
  const missing = url === undefined ? "PAPERBOY_SMTP_URL" : "PAPERBOY_MAIL_FROM";
  return [`${missing}: is missing; use something like: ${mailExamples[missing]}`];
}

/** What works, and is perhaps not what was meant: a line each. */
export function mailWarnings(settings: MailSettings | null): string[] {
  if (!settings || settings.secure || settings.requireTls || isHere(settings.host)) return [];
  return [
    "PAPERBOY_SMTP_URL has no name and password and isn't smtps, so mails go without TLS if the server offers none",
  ];
}

/** `Name <address>`, or an address alone. */
function readSender(text: string): MailSettings["from"] | null {
  const [, quoted, bare, inBrackets, alone] =
    /^\s*(?:(?:"([^"\\\p{Cc}]*)"|([^"<>\\\p{Cc}]*?))\s*<([^<>]*)>|([^<>]*?))\s*$/u.exec(text) ?? [];
  const address = inBrackets ?? alone ?? "";
  if (!/^[\w.!#$%&'*+/=?^{|}~-]+@(?:[a-z0-9-]+\.)*[a-z0-9-]+$/i.test(address)) return null;
  return { address, name: (quoted ?? bare ?? "").trim() };
}
