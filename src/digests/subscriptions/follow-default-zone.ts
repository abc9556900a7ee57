import type { Logger } from "pino";
import type { Book } from "../book.ts";
import { settledByChange } from "../next.ts";
import { dueSlot } from "../slots.ts";

export interface DefaultZone {
  book: Pick<Book, "subscriptions" | "history">;
  /** IANA name: `PAPERBOY_TIME_ZONE` as it is now. */
  timeZone: string;
  now: Temporal.Instant;
  log: Logger;
}

/** Runs to look at for those of days that the new zone may have again. */
const RECENT_RUNS = 5;

/**
 * Brings the channels that never chose a zone to the default one. A digest that was due while the bot
 * was down is still due afterwards, and a day that has had its digest gets no second one.
 */
export async function followDefaultZone({ book, timeZone, now, log }: DefaultZone): Promise<void> {
  const { subscriptions, history } = book;
  const all = [
    ...(await subscriptions.channels()),
    ...(await subscriptions.channels({ ended: true })),
  ];
  for (const { id, settings, settledUntil } of all) {
    if (settings.zoneChosen || settings.timeZone === timeZone) continue;
    const about = { channelId: id, from: settings.timeZone, to: timeZone };
    const wanted = { ...settings, timeZone };
    const isDue = dueSlot(now, settledUntil, settings) !== null;
    try {
      const runs = await history.runs(id, RECENT_RUNS);
      const settled = isDue ? settledUntil : settledByChange(now, wanted, runs);
      await subscriptions.changeSettings(id, wanted, settled, now);
      log.info(about, "A channel now follows the default time zone");
    } catch (error) {
      // A database that cannot be written now is no reason not to start.
      log.error(
        { ...about, err: error },
        "Could not update a channel's time zone; trying again at the next start",
      );
    }
  }
}
