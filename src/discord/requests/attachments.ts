import {
  type Attachment,
  type AttachmentText,
  type ReadAttachment,
  textIn,
} from "../../../commands/command/attachment.ts";

/** Where Discord keeps what people upload; links to attachments lead nowhere else. */
const HOSTS = ["cdn.discordapp.com", "media.discordapp.net"];

/** Together with an answer under the 10 s in which everybody is answered. */
const DEADLINE_MS = 4000;

export interface AttachmentReaderOptions {
  /** Default: Node's own. */
  fetch?: typeof fetch;
  /** Whether a file may be read from an address. Default: https at Discord's hosts. */
  isAllowed?: (url: URL) => boolean;
  deadlineMs?: number;
}

/** Reads what people uploaded to Discord, and follows no redirect: the address is what was checked. */
export function createAttachmentReader({
  fetch: ask = fetch,
  isAllowed = isDiscords,
  deadlineMs = DEADLINE_MS,
}: AttachmentReaderOptions = {}): ReadAttachment {
  return async ({ url, size }: Attachment, maxBytes: number): Promise<AttachmentText> => {
    if (size > maxBytes) return { kind: "too large" };
    const address = URL.parse(url);
    if (!address || !isAllowed(address)) return { kind: "elsewhere" };
    try {
      const signal = AbortSignal.timeout(deadlineMs);
      const response = await ask(address, { redirect: "error", signal });
      if (!response.ok) return { kind: "unavailable", reason: `status ${response.status}` };
      const bytes = await bytesWithin(response, maxBytes);
      return bytes === null ? { kind: "too large" } : textIn(bytes);
    } catch (error) {
      return { kind: "unavailable", reason: reasonOf(error) };
    }
  };
}

function isDiscords({ protocol, hostname, port, username, password }: URL): boolean {
  const isBare = port === "" && username === "" && password === "";
  return protocol === "https:" && isBare && HOSTS.includes(hostname);
}

/** Null where there are more: what a far end says of the size is not believed. */
async function bytesWithin({ body }: Response, maxBytes: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What Node's fetch throws says "fetch failed", and its cause says why. */
function reasonOf(error: unknown): string {
  const { cause } = error instanceof Error ? error : {};
  const why = cause instanceof Error ? cause : error;
  return why instanceof Error ? why.message || why.name : String(why);
}
