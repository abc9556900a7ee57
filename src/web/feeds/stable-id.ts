import { createHash } from "node:crypto";
import type { ShownPaper } from "../../digests/public-channels.ts";

/** A random one, under which all ids of feeds are made. */
const NAMESPACE = Buffer.from("6f0d7c0e5b7f4c0a9a3a6f3de2c1b847", "hex");

/** The same wherever the pages stand. */
export function feedId(channelId: string, topic: string | null): string {
  return urn("feed", channelId, topic ?? "");
}

/**
 * The same in all feeds that hold it, wherever these stand. It is named by its place in a digest, since the
 * paper there gets another id once it turns out to be one with another.
 */
export function entryId(
  channelId: string,
  { digestId, place, paperId }: Pick<ShownPaper, "digestId" | "place" | "paperId">,
): string {
  return place === null
    ? urn("paper", channelId, paperId)
    : urn("place", channelId, digestId, String(place));
}

/** `urn:uuid:…`, a UUID of version 5 (RFC 9562, section 5.5). */
function urn(...name: string[]): string {
  const hash = createHash("sha1").update(NAMESPACE).update(JSON.stringify(name)).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString("hex", 0, 16);
  return `urn:uuid:${hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")}`;
}
