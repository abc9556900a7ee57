import type { Place } from "../../../messages/layout/place.ts";
import type { Probe } from "../../courier.ts";
import { changeSettings } from "../change-settings.ts";
import { noteChange } from "../changes.ts";
import type { DigestServices } from "../digest-services.ts";
import { openChannel } from "../subscribe.ts";
import type { ChannelChanges } from "./changes.ts";
import * as say from "../wording.ts";

/** What changes in one channel, which has been looked at. */
export interface PlannedChanges {
  place: Place;
  probe: Extract<Probe, { kind: "here" }>;
  changes: ChannelChanges;
}

export interface Applying {
  /** Who wants it. */
  userId: string;
  now: Temporal.Instant;
  /** For the log of changes, as in `imported`. */
  did: string;
}

/**
 * Makes changes in channels, one after the other. All papers of the corpus count as known to new topics, as with
 * any new subscription. Making changes twice is making them once.
 */
export async function applyChanges(
  planned: readonly PlannedChanges[],
  { userId, now, did }: Applying,
  services: DigestServices,
): Promise<void> {
  const { book } = services;
  await services.takeIn();
  for (const { place, probe, changes } of planned) {
    const { settings, settingsChanged, added, changed, beginsAgain } = changes;
    const channel = await openChannel({ ...place, probe, userId, now }, services);
    if (settingsChanged.length > 0) await changeSettings(channel, settings, book, now);
    const about = { channelId: channel.id, createdBy: userId, createdAt: now };
    for (const topic of [...added, ...changed])
      await book.subscriptions.add({ ...topic, ...about });
    const topics = added.length + changed.length;
    const what = [
      ...(topics > 0 ? [say.topics(topics)] : []),
      ...settingsChanged,
      ...(beginsAgain ? [say.BEGIN_AGAIN] : []),
    ];
    await noteChange({ did: `${did} ${what.join(", ")}`, userId, at: now }, place, book);
  }
  await services.takeIn();
}
