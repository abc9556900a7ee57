import type { PublicChannel } from "../../src/digests/public-channels.ts";
import type { Reasons } from "../../src/digests/reason.ts";
import type { Store } from "../../src/store/open.ts";
import { aChannel, aDigest, aMessage, FRIDAY, subscribed } from "../digests/a-channel.ts";

/** A channel that is open since a week before `FRIDAY`, as is said. */
export async function anOpenChannel(
  { book, publicChannels }: Store,
  { id = "c1", ...said }: Partial<PublicChannel> = {},
): Promise<void> {
  await subscribed(book, aChannel({ id }), "vision");
  const since = FRIDAY.subtract({ hours: 24 * 7 });
  await publicChannels.open({ id, name: "papers", serverName: "Lab", since, ...said }, since);
}

/** A digest of some papers that was due a day after `FRIDAY`, or as is said, and was posted. */
export async function aPostedDigest(
  { book: { deliveries } }: Store,
  paperIds: readonly string[],
  {
    reasons = new Map() as Reasons,
    ...said
  }: Parameters<typeof aDigest>[0] & { reasons?: Reasons } = {},
): Promise<void> {
  const digest = aDigest({ ...(said.dueAt && { plannedAt: said.dueAt }), ...said });
  await deliveries.plan({ ...digest, reasons }, [aMessage(...paperIds)]);
  await deliveries.delivered(digest.id, 1, `m-${digest.id}`, digest.dueAt);
  await deliveries.finish(digest.id, "sent", null, digest.dueAt);
}
