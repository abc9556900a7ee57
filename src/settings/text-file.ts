/**
 * The text of a file that somebody saved in an editor. Those of Windows save as UTF-16, with a mark at
 * the beginning or without. Fails where it is no text, and says what to do.
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  // Our files begin with plain letters, of which one byte in two is zero there.
  if (bytes[0] === 0 && bytes[1] !== 0) return new TextDecoder("utf-16be").decode(bytes);
  if (bytes[1] === 0 && bytes[0] !== 0) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Error("it isn't UTF-8 text; save it as UTF-8 in your editor", { cause });
  }
}
