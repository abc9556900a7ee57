import { randomBytes } from "node:crypto";
import type { AlarmReader } from "../../messages/digests/digest-notices.ts";
import type { Reply } from "../../messages/layout/reply.ts";
import type { Logger } from "pino";
import type { Courier } from "../courier.ts";
import type { Channel } from "../digest.ts";
import { isPast } from "../instants.ts";
import * as say from "./wording.ts";

interface AlarmTools {
  courier: Courier;
  log: Logger;
}

/** Of a failure that may befall many channels at once: who had an alarm lately. */
export interface RecentAlarms {
  /** Whether this person or channel may have one now; then it counts as sent. */
  mayAlarm(readerId: string): boolean;
  /** It did not arrive. */
  takeBack(readerId: string): void;
}

/** What befalls one channel of a reader befalls the others within the hour, mostly. */
const BETWEEN_ALARMS = { hours: 1 };

export function createRecentAlarms(now: () => Temporal.Instant): RecentAlarms {
  const alarmedAt = new Map<string, Temporal.Instant>();
  return {
    mayAlarm(readerId) {
      const before = alarmedAt.get(readerId);
      if (before && !isPast(before.add(BETWEEN_ALARMS), now())) return false;
      alarmedAt.set(readerId, now());
      return true;
    },
    takeBack: (readerId) => void alarmedAt.delete(readerId),
  };
}

interface AlarmWay {
  readerId: string;
  notify: () => Promise<boolean>;
}

/**
 * Tells people outside the channel what is wrong with its digests: whoever set it up, by direct
 * message, and the second person or channel of the settings. In a direct message there is nobody else to
 * tell. Where one cannot be told the other is; where none can, the log says so. With `recent`, one notice
 * stands for those of other channels. Never fails.
 */
export async function alarm(
  tools: AlarmTools,
  channel: Channel,
  noticeFor: (reader: AlarmReader) => Reply,
  recent: RecentAlarms | null = null,
): Promise<void> {
  if (channel.kind === "dm") return;
  const { courier, log } = tools;
  const { setUpBy, settings } = channel;
  const { alarms } = settings;
  const ways: AlarmWay[] = [];
  // Whoever set it up may have wanted to be forgotten.
  if (setUpBy !== "")
    ways.push({ readerId: setUpBy, notify: () => courier.tell(setUpBy, noticeFor("set up")) });
  if (alarms?.kind === "person" && alarms.id !== setUpBy)
    ways.push({
      readerId: alarms.id,
      notify: () => courier.tell(alarms.id, noticeFor("second person")),
    });
  if (alarms?.kind === "channel")
    ways.push({
      readerId: alarms.id,
      notify: () => tellChannel(alarms.id, channel, noticeFor("channel"), tools),
    });
  const due = recent ? ways.filter(({ readerId }) => recent.mayAlarm(readerId)) : ways;
  if (due.length === 0) return;
  const sent = await Promise.all(due.map((way) => send(way, recent, log)));
  if (due.length === ways.length && !sent.includes(true))
    log.warn(
      { userId: setUpBy, ...(alarms && { alarms }) },
      "An alert reached no one; use /digest status in the channel to see the problem",
    );
}

async function send(
  { readerId, notify }: AlarmWay,
  recent: RecentAlarms | null,
  log: AlarmTools["log"],
): Promise<boolean> {
  try {
    const isSent = await notify();
    if (!isSent) recent?.takeBack(readerId);
    return isSent;
  } catch (error) {
    log.error({ err: error }, "An alert failed");
    recent?.takeBack(readerId);
    return false;
  }
}

/** False for one that is in another server by now, or in which we may not post. */
async function tellChannel(
  channelId: string,
  { guildId }: Channel,
  payload: Reply,
  { courier, log }: AlarmTools,
): Promise<boolean> {
  const probe = await courier.probe(channelId, { roleId: null, publish: false, guildId });
  const isOpen =
    probe.kind === "here" &&
    probe.guildId === guildId &&
    probe.missing.every(({ only }) => only !== undefined);
  if (!isOpen) {
    log.warn(
      { alarmsChannelId: channelId },
      "An alert can't be posted in its channel; check the bot's permissions there",
    );
    return false;
  }
  const target = {
    channelId,
    kind: probe.channel,
    postId: null,
    title: say.titles.alert,
    tagId: null,
    isRunning: false,
  };
  // For the library's own repeats: at most 25 characters.
  const nonce = randomBytes(12).toString("hex");
  const sent = await courier.send(target, { payload, nonce, roleId: null });
  if (sent.kind !== "sent")
    log.warn({ alarmsChannelId: channelId, ...sent }, "An alert was not posted in its channel");
  return sent.kind === "sent";
}
