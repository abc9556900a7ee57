/**
 * The text of an answer. What its bytes say of themselves (a byte order mark, zeros beside the letters, that they
 * are UTF-8) is believed first, then the header, then the XML declaration: both are often wrong.
 */
export function decodeBody(bytes: Uint8Array, contentType = ""): string {
  const utf16 = utf16Of(bytes);
  if (utf16 !== null) return new TextDecoder(utf16).decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const labels = [/charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType)?.[1], declaredIn(bytes)];
    const named = labels
      .flatMap((label) => label ?? [])
      .find((label) => !/^utf-?(?:8|16)/i.test(label));
    // Where some of it is UTF-8, the rest was damaged on its way.
    const isDamaged = named === undefined && UTF8_SEQUENCE.test(latin1(bytes));
    return decoderFor(isDamaged ? "utf-8" : (named ?? "windows-1252")).decode(bytes);
  }
}

function utf16Of(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return "utf-16le";
  if (first === 0 && second !== 0 && third === 0 && fourth !== 0) return "utf-16be";
  return null;
}

/** `<?xml version="1.0" encoding="ISO-8859-1"?>` */
function declaredIn(bytes: Uint8Array): string | undefined {
  return /^\s*<\?xml[^<>]{0,100}encoding\s*=\s*["']([\w.:-]+)/i.exec(
    latin1(bytes.subarray(0, 300)),
  )?.[1];
}

const UTF8_SEQUENCE = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}/;

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

/** A name that nobody knows says nothing. */
function decoderFor(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder("windows-1252");
  }
}
