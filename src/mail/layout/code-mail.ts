import type { OutgoingMail, Sender } from "../outgoing.ts";
import * as say from "../wording.ts";
import { escaped, page, STYLES } from "./html.ts";
import { messageId } from "./message-id.ts";
import { wrapped } from "./text.ts";

/** The mail that proves that an address is its person's. `id` is of the attempt. */
export function codeMail(
  code: string,
  { to, from, id, date }: { to: string; from: Sender; id: string; date: Temporal.Instant },
): OutgoingMail {
  const lines = [say.code.INTRO, say.code.TYPE_IT(code), say.code.NOT_YOU];
  const subject = say.subject.code(code);
  return {
    to,
    messageId: messageId(`code.${id}`, from),
    date,
    subject,
    stop: null,
    text: `${lines.map((line) => wrapped(line)).join("\n\n")}\n`,
    html: page(
      subject,
      lines.map((line) => `<p class="text" style="${STYLES.text}">${escaped(line)}</p>`).join(""),
    ),
  };
}
