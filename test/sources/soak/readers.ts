import type { DigestSettings } from "../../../src/digests/settings.ts";
import { aChannel } from "../../digests/a-channel.ts";
import type { Process } from "./process.ts";
import type { Work } from "./world.ts";

/** A channel that subscribes to some topics. */
export interface Reader {
  id: string;
  topics: readonly Work["topic"][];
  /** When it subscribes, in days since the first one. */
  from: number;
  settings: Partial<DigestSettings>;
}

export const READERS: readonly Reader[] = [
  {
    id: "100",
    topics: ["quokka", "zeppelin"],
    from: 0,
    settings: { timeZone: "Europe/Berlin", time: "09:00" },
  },
  {
    id: "101",
    topics: ["quokka"],
    from: 0,
    settings: { timeZone: "America/New_York", time: "18:30" },
  },
  {
    id: "102",
    topics: ["marzipan", "obelisk", "xylophone"],
    from: 0,
    settings: { timeZone: "Asia/Kolkata" },
  },
  {
    id: "103",
    topics: ["zeppelin", "marzipan"],
    from: 9,
    settings: { timeZone: "Pacific/Auckland", days: "weekdays" },
  },
  {
    id: "104",
    topics: ["quokka", "obelisk"],
    from: 17,
    settings: { timeZone: "UTC", time: "00:05" },
  },
];

export async function subscribe(
  { store: { book }, house }: Process,
  { id, settings, topics }: Reader,
  now: Temporal.Instant,
): Promise<void> {
  await book.subscriptions.saveChannel(aChannel({ id, settings, settledUntil: now }));
  for (const topic of topics)
    await book.subscriptions.add({
      channelId: id,
      topic,
      name: topic,
      createdBy: "u1",
      createdAt: now,
    });
  await house.services.digests.takeIn();
}
