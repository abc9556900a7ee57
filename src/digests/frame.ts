import type { DigestFrame } from "../messages/digests/digest-message.ts";
import type { Channel, Digest } from "./digest.ts";

/** What a digest says of itself in each of its messages. */
export function frameOf(
  { id, occasion, dueAt, late }: Pick<Digest, "id" | "occasion" | "dueAt" | "late">,
  { kind, settings }: Channel,
): DigestFrame {
  const date =
    occasion.kind !== "by hand"
      ? occasion.date
      : dueAt.toZonedDateTimeISO(settings.timeZone).toPlainDate().toString();
  return { id, date, lateSince: late ? dueAt : null, isPersonal: kind === "dm" };
}
