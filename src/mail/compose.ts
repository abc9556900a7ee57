import MailComposer from "nodemailer/lib/mail-composer";
import { visible } from "../papers/text/clean.ts";
import type { OutgoingMail, Sender, StopLink } from "./outgoing.ts";

/** A mail as it goes over the wire. What stands in its headers is on one line, whatever it was made of. */
export async function compose(mail: OutgoingMail, from: Sender): Promise<Buffer> {
  const { to, messageId, date, subject, text, html, stop } = mail;
  const composer = new MailComposer({
    from,
    to: { name: "", address: to },
    messageId,
    date: new Date(date.epochMilliseconds),
    subject: visible(subject),
    text,
    html,
    headers: { "Auto-Submitted": "auto-generated", ...(stop && stopHeaders(stop)) },
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return await composer.compile().build();
}

/** RFC 2369; with the second header one request is enough, and a mail program has a button for it (RFC 8058). */
function stopHeaders({ url, comment }: StopLink) {
  if (comment !== null) return { "List-Unsubscribe": header(`<${url}> (${comment})`) };
  return {
    "List-Unsubscribe": header(`<${url}>`),
    "List-Unsubscribe-Post": header("List-Unsubscribe=One-Click"),
  };
}

/** Folding would break an address. */
function header(value: string) {
  return { prepared: true, foldLines: false, value };
}
