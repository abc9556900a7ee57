import { type Copy, MAIL_CHANNELS, type Outlets } from "../digests/outlet.ts";
import type { Channel } from "../digests/digest.ts";
import { defaultSettings } from "../digests/settings.ts";
import { changeSettings } from "../digests/subscriptions/change-settings.ts";
import type { DigestServices } from "../digests/subscriptions/digest-services.ts";
import { MAX_TOPICS, sameTopic } from "../digests/subscriptions/subscribe.ts";
import { sameAddress } from "./address.ts";
import { hashOf, isSame, newCode } from "./code.ts";
import type { Mail, MailKeep, SentCode, TimeOfDay, Wanted } from "./keep.ts";
import { codeMail } from "./layout/code-mail.ts";
import type { Smtp, SmtpResult } from "./smtp.ts";

interface Started {
  kind: "started";
  wanted: Wanted;
  address: string;
  /** When mails of somebody's own topics come; null for a channel's. */
  at: TimeOfDay | null;
}

export type StartResult =
  /** The address was confirmed before. */
  | Started
  | { kind: "code sent" }
  | { kind: "already" }
  | { kind: "full" }
  | { kind: "too many codes" }
  /** The server said that there is no such address. */
  | { kind: "refused" }
  | { kind: "not sent" };

export type ConfirmResult =
  | Started
  | { kind: "wrong"; triesLeft: number }
  /** None, or its time or its tries are over. */
  | { kind: "no code" }
  | { kind: "full" };

/** Where people begin and end to get mail. */
export interface MailDesk {
  start(userId: string, address: string, wanted: Wanted): Promise<StartResult>;
  confirm(userId: string, code: string): Promise<ConfirmResult>;
  of(userId: string): Promise<Mail[]>;
  /** What became of the last mail. */
  last(outletId: string): Promise<Copy | null>;
  /** Ends one of a person, or all where that is null; how many it were. */
  stop(userId: string, outletId: string | null): Promise<number>;
}

export interface DeskOptions {
  keep: MailKeep;
  outlets: Pick<Outlets, "copies">;
  smtp: Smtp;
  digests: Pick<DigestServices, "book" | "takeIn" | "timeZone">;
  now: () => Temporal.Instant;
  /** Of an outlet: random, 16 characters. */
  newId: () => string;
  /** How long people wait for a code to leave; it goes on after that. */
  patienceMs?: number;
}

const CODES_A_DAY = 3;
const TRIES = 5;
const CODE_LIVES = { hours: 1 };
/** Nobody reads more. */
const MOST_MAILS = 25;
const PATIENCE_MS = 6000;
const ATTEMPT_MS = 120_000;

export function createMailDesk({
  keep,
  outlets,
  smtp,
  digests,
  now,
  newId,
  patienceMs = PATIENCE_MS,
}: DeskOptions): MailDesk {
  const { subscriptions } = digests.book;

  async function living(userId: string): Promise<Mail[]> {
    return (await keep.of(userId)).filter(({ outlet }) => outlet.end === null);
  }

  /** Why it cannot begin; null where it can. */
  async function hindrance(
    userId: string,
    address: string,
    wanted: Wanted,
  ): Promise<{ kind: "already" } | { kind: "full" } | null> {
    const mails = await living(userId);
    const there = mailFor(mails, address, wanted);
    if (wanted.kind === "channel") {
      if (there) return { kind: "already" };
      return mails.length >= MOST_MAILS ? { kind: "full" } : null;
    }
    if (!there) return mails.length >= MOST_MAILS ? { kind: "full" } : null;
    const topics = await subscriptions.of(there.outlet.channelId);
    // Another time is something new.
    if (sameTopic(wanted.topic, topics)) return wanted.at ? null : { kind: "already" };
    return topics.length >= MAX_TOPICS ? { kind: "full" } : null;
  }

  async function begin({
    userId,
    address,
    wanted,
    outletId,
  }: Omit<SentCode, "hash" | "sentAt">): Promise<Started> {
    const mails = await keep.of(userId);
    const there = mailFor(
      mails.filter(({ outlet }) => outlet.end === null),
      address,
      wanted,
    );
    // One that ended makes room for its successor.
    for (const { outlet } of mails)
      if (outlet.end !== null && outlet.channelId === channelOf(wanted, outlet.id))
        await keep.remove(outlet.id);
    const id = there?.outlet.id ?? outletId;
    const startedAt = now();
    const channelId = channelOf(wanted, id);
    const at = wanted.kind === "topic" ? await addTopic(channelId, userId, wanted) : null;
    if (!there) await keep.add({ id, channelId, userId, address, startedAt });
    return { kind: "started", wanted, address, at };
  }

  /** When mails with it come. */
  async function addTopic(
    channelId: string,
    userId: string,
    { topic, at }: Extract<Wanted, { kind: "topic" }>,
  ): Promise<TimeOfDay> {
    // All that is there is known to whoever begins now.
    await digests.takeIn();
    const channel = await channelAt(channelId, userId, at ?? {});
    if (!sameTopic(topic, await subscriptions.of(channelId)))
      await subscriptions.add({
        channelId,
        topic,
        name: topic,
        createdBy: userId,
        createdAt: now(),
      });
    await digests.takeIn();
    return channel.settings;
  }

  async function channelAt(
    channelId: string,
    userId: string,
    { time, timeZone }: Partial<TimeOfDay>,
  ): Promise<Channel> {
    const chosen = {
      ...(time !== undefined && { time }),
      ...(timeZone !== undefined && { timeZone, zoneChosen: true }),
    };
    const there = await subscriptions.channel(channelId);
    if (there)
      return await changeSettings(there, { ...there.settings, ...chosen }, digests.book, now());
    const channel: Channel = {
      id: channelId,
      guildId: null,
      kind: "mail",
      settings: { ...defaultSettings(digests.timeZone), quietDay: "nothing", ...chosen },
      settledUntil: now(),
      pause: null,
      endedAt: null,
      setUpBy: userId,
    };
    await subscriptions.saveChannel(channel);
    return channel;
  }

  async function sendCode(code: string, { address, outletId, sentAt }: SentCode) {
    const mail = codeMail(code, { to: address, from: smtp.from, id: outletId, date: sentAt });
    const sending = smtp.send(mail, AbortSignal.timeout(ATTEMPT_MS));
    const { promise: late, resolve } = Promise.withResolvers<SmtpResult>();
    const timer = setTimeout(() => resolve({ kind: "sent" }), patienceMs);
    try {
      return await Promise.race([sending, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    async start(userId, address, wanted) {
      const hindered = await hindrance(userId, address, wanted);
      if (hindered) return hindered;
      const sent = { userId, address, wanted, outletId: newId() };
      const isKnown = (await living(userId)).some(
        (mail) => sameAddress(mail.address) === sameAddress(address),
      );
      if (isKnown) return await begin(sent);
      const code = newCode();
      const kept = { ...sent, hash: await hashOf(code, sent, keep), sentAt: now() };
      if (!(await keep.keepCode(kept, CODES_A_DAY))) return { kind: "too many codes" };
      const result = await sendCode(code, kept);
      if (result.kind === "sent") return { kind: "code sent" };
      if (result.kind === "refused") return { kind: "refused" };
      if (result.kind === "outage") await keep.takeBackCode(kept);
      return { kind: "not sent" };
    },

    async confirm(userId, typed) {
      const tried = await keep.tryCode(userId, now().subtract(CODE_LIVES), TRIES);
      if (!tried) return { kind: "no code" };
      const { code, triesLeft } = tried;
      if (!isSame(await hashOf(typed, code, keep), code.hash)) return { kind: "wrong", triesLeft };
      const hindered = await hindrance(userId, code.address, code.wanted);
      if (hindered?.kind === "full") return hindered;
      // Whoever has it already has it.
      const started = await begin(code);
      await keep.dropCode(userId);
      return started;
    },

    of: (userId) => keep.of(userId),

    async last(outletId) {
      const [last = null] = await outlets.copies(outletId, 1);
      return last;
    },

    async stop(userId, outletId) {
      const its = (await keep.of(userId)).filter(
        ({ outlet }) => outletId === null || outlet.id === outletId,
      );
      for (const { outlet } of its) await keep.remove(outlet.id);
      return its.filter(({ outlet }) => outlet.end === null).length;
    },
  };
}

/** The one to an address that has what is wanted, or to which a topic can be added. */
function mailFor(mails: readonly Mail[], address: string, wanted: Wanted): Mail | undefined {
  return mails.find(
    (mail) =>
      sameAddress(mail.address) === sameAddress(address) &&
      mail.outlet.channelId === channelOf(wanted, mail.outlet.id),
  );
}

function channelOf(wanted: Wanted, outletId: string): string {
  return wanted.kind === "channel" ? wanted.channelId : `${MAIL_CHANNELS}${outletId}`;
}
