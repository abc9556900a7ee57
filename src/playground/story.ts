import { mkdir } from "node:fs/promises";
import type { Subscriptions } from "../digests/book.ts";
import { nextDue } from "../digests/next.ts";
import type { Clock } from "./clock.ts";
import type { StoryNews } from "./protocol.ts";
import { layNextSamplePage } from "./sample-pages.ts";

/** What people can make happen in the playground, where in Discord they would have to wait for it. */
export interface Story {
  /** When the next digest of a channel is due. Null without a subscription, "paused" while none will come. */
  nextDigest(channelId: string): Promise<Temporal.Instant | "paused" | null>;
  /** Moves the clock on to an instant and does what is due by then. */
  skipTo(instant: Temporal.Instant): Promise<StoryNews>;
  /** Lays the next sample page into the folder for new pages, and has it read. */
  deliverPage(): Promise<StoryNews>;
}

export interface StoryOptions {
  clock: Clock;
  subscriptions: Pick<Subscriptions, "channel" | "of">;
  /** A folder that is watched for snapshots beside the seeds; made if it is not there. */
  incomingFolder: string;
  countPapers: () => number;
  /** Sees what is new and does all that is due; resolves when it is delivered. */
  round: () => Promise<void>;
}

export function createStory({
  clock,
  subscriptions,
  incomingFolder,
  countPapers,
  round,
}: StoryOptions): Story {
  return {
    async nextDigest(channelId) {
      const channel = await subscriptions.channel(channelId);
      if (!channel || channel.endedAt !== null) return null;
      if ((await subscriptions.of(channelId)).length === 0) return null;
      return nextDue(channel, clock.now()) ?? "paused";
    },
    async skipTo(instant) {
      clock.skipTo(instant);
      await round();
      return { kind: "skipped", to: instant.toString() };
    },
    async deliverPage() {
      const known = countPapers();
      await mkdir(incomingFolder, { recursive: true });
      const left = await layNextSamplePage(incomingFolder);
      if (left === null) return { kind: "all delivered", folder: incomingFolder };
      await round();
      return { kind: "delivered", papers: countPapers() - known, left };
    },
  };
}
