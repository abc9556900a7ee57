import { type Attachment, type ReadAttachment, textIn } from "../../commands/command/attachment.ts";

/** Files that people have chosen for an option of a command. */
export interface Uploads {
  /** `contents` are base64. */
  keep(file: { name: string; contents: string }): Attachment;
  read: ReadAttachment;
}

/** A command that uses a file comes right after it. */
const MAX_KEPT = 20;

/** They are there for as long as the process lives, and until others have come. */
export function createUploads(): Uploads {
  const kept = new Map<string, Buffer>();
  let made = 0;
  return {
    keep({ name, contents }) {
      made += 1;
      const id = String(made);
      const bytes = Buffer.from(contents, "base64");
      kept.set(id, bytes);
      const [oldest] = kept.keys();
      if (oldest !== undefined && kept.size > MAX_KEPT) kept.delete(oldest);
      return { id, name, url: `playground:${id}`, size: bytes.length };
    },
    async read({ id }, maxBytes) {
      const bytes = kept.get(id);
      if (!bytes) return { kind: "unavailable", reason: "no such upload" };
      return bytes.length > maxBytes ? { kind: "too large" } : textIn(bytes);
    },
  };
}
