import type { Sender } from "../outgoing.ts";

/** The same for the same id: by it a mail program knows a mail that came twice. */
export function messageId(id: string, { address }: Pick<Sender, "address">): string {
  return `<${id}@${address.slice(address.lastIndexOf("@") + 1)}>`;
}
