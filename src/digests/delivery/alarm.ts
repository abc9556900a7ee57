import { randomBytes } from "node:crypto";
import type { AlarmReader } from "../../messages/digests/digest-notices.ts";
import type { Reply } from "../../messages/layout/reply.ts";
import type { Channel } from "../digest.ts";
import type { Heard, Tools } from "./run.ts";

type AlarmTools = Pick<Tools, "courier" | "log">;

interface Way {
  readerId: string;
  tell: () => Promise<boolean>;
}

/**
 * Tells people outside the channel what is wrong with its digests: whoever set it up, by direct
 * message, and the second person or channel of the settings. In a direct message there is nobody else to
 * tell. Where one cannot be told the other is; where none can, the log says so. With `heard`, one notice
 * stands for those of other channels. Never fails.
 */
export async function alarm(
  tools: AlarmTools,
  channel: Channel,
  noticeFor: (reader: AlarmReader) => Reply,
  heard: Heard | null = null,
): Promise<void> {
  if (channel.kind === "dm") return;
  const { courier, log } = tools;
  const { setUpBy, settings } = channel;
  const { alarms } = settings;
  const ways: Way[] = [
    { readerId: setUpBy, tell: () => courier.tell(setUpBy, noticeFor("set up")) },
  ];
  if (alarms?.kind === "person" && alarms.id !== setUpBy)
    ways.push({
      readerId: alarms.id,
      tell: () => courier.tell(alarms.id, noticeFor("second person")),
    });
  if (alarms?.kind === "channel")
    ways.push({
      readerId: alarms.id,
      tell: () => tellChannel(alarms.id, channel, noticeFor("channel"), tools),
    });
  const due = heard ? ways.filter(({ readerId }) => heard.mayTell(readerId)) : ways;
  if (due.length === 0) return;
  const told = await Promise.all(due.map((way) => attempt(way, heard, log)));
  if (due.length === ways.length && !told.includes(true))
    log.warn(
      { userId: setUpBy, ...(alarms && { alarms }) },
      "Nobody could be told about a problem",
    );
}

async function attempt(
  { readerId, tell }: Way,
  heard: Heard | null,
  log: AlarmTools["log"],
): Promise<boolean> {
  try {
    const isTold = await tell();
    if (!isTold) heard?.takeBack(readerId);
    return isTold;
  } catch (error) {
    log.error({ err: error }, "An alarm failed");
    heard?.takeBack(readerId);
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
    log.warn({ alarmsChannelId: channelId }, "An alarm cannot be posted in its channel");
    return false;
  }
  const target = { channelId, kind: probe.channel, postId: null, title: "A digest has a problem" };
  // For the library's own repeats: at most 25 characters.
  const nonce = randomBytes(12).toString("hex");
  const sent = await courier.send(target, { payload, nonce, roleId: null });
  if (sent.kind !== "sent")
    log.warn({ alarmsChannelId: channelId, ...sent }, "An alarm was not posted in its channel");
  return sent.kind === "sent";
}
