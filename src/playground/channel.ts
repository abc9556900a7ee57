import type { ChannelFile } from "./channel-file.ts";
import { CHANNEL, GUILD_ID } from "./guild.ts";
import type { ChannelEvent, ChannelMessage, Person } from "./protocol.ts";

type Listener = (event: ChannelEvent) => void;

/** The messages of the one channel. */
export interface PlaygroundChannel {
  readonly id: string;
  readonly guildId: string;
  /** What this person sees, oldest first; for null, what everybody does. */
  messagesFor(person: Person | null): ChannelMessage[];
  /** The message, if this person sees it. */
  find(id: string, person: Person): ChannelMessage | undefined;
  add(message: Omit<ChannelMessage, "id" | "at">): ChannelMessage;
  /** Does nothing when the message is gone by now. */
  change(id: string, shown: ChannelMessage["shown"]): void;
  /** The same; a message has one thread, and keeps the first. */
  startThread(id: string, name: string): void;
  /** Somebody writes into the thread of a message; nothing happens where there is none. */
  say(id: string, by: Person, text: string): void;
  remove(id: string): void;
  /** Tells all who listen something that is no message. */
  announce(event: ChannelEvent): void;
  /** Calls `listener` with what this person is to know, until the returned function is called. */
  listen(person: Person, listener: Listener): () => void;
  /** Resolves when its messages are where the next run finds them. */
  saved(): Promise<void>;
}

/** Older messages go when there are more than this. */
const MAX_MESSAGES = 200;

const NO_FILE: ChannelFile = { before: [], save: () => undefined, saved: () => Promise.resolve() };

/** Snowflakes count milliseconds from the first second of 2015 (Discord's reference, "Snowflakes"). */
const DISCORD_EPOCH = 1_420_070_400_000;

/** Without a file they are there for as long as the process lives. */
export function createChannel(
  now: () => Temporal.Instant,
  file: ChannelFile = NO_FILE,
): PlaygroundChannel {
  const messages = new Map(file.before.map((message) => [message.id, message]));
  const listeners = new Map<Listener, Person>();
  let increment = 0n;

  /** Keeps the messages as they are now, and tells who sees this one. */
  function changed(message: ChannelMessage, event: ChannelEvent): void {
    file.save([...messages.values()]);
    for (const [listener, person] of listeners) if (sees(person, message)) listener(event);
  }

  function replace(message: ChannelMessage): void {
    messages.set(message.id, message);
    changed(message, { kind: "message", message });
  }

  function remove(id: string): void {
    const message = messages.get(id);
    if (!message) return;
    messages.delete(id);
    changed(message, { kind: "gone", id });
  }

  return {
    id: CHANNEL.id,
    guildId: GUILD_ID,
    messagesFor: (person) => [...messages.values()].filter((message) => sees(person, message)),
    find(id, person) {
      const message = messages.get(id);
      return message && sees(person, message) ? message : undefined;
    },
    add(content) {
      const at = now();
      increment += 1n;
      const message = { ...content, id: snowflake(at, increment), at: at.toString() };
      messages.set(message.id, message);
      changed(message, { kind: "message", message });
      const [oldest] = messages.keys();
      if (oldest && messages.size > MAX_MESSAGES) remove(oldest);
      return message;
    },
    change(id, shown) {
      const before = messages.get(id);
      if (!before) return;
      replace({ ...before, shown });
    },
    startThread(id, name) {
      const before = messages.get(id);
      if (!before || before.thread) return;
      replace({ ...before, thread: { name, messages: [] } });
    },
    say(id, by, text) {
      const before = messages.get(id);
      if (!before?.thread) return;
      const { thread } = before;
      const said = { by, at: now().toString(), text };
      const kept = [...thread.messages, said].slice(-MAX_MESSAGES);
      replace({ ...before, thread: { ...thread, messages: kept } });
    },
    remove,
    announce(event) {
      for (const listener of listeners.keys()) listener(event);
    },
    listen(person, listener) {
      listeners.set(listener, person);
      return () => listeners.delete(listener);
    },
    saved: () => file.saved(),
  };
}

function sees(person: Person | null, message: ChannelMessage): boolean {
  return message.onlyFor === null || message.onlyFor === person?.id;
}

/** The last twelve bits tell messages of one millisecond apart. */
function snowflake(at: Temporal.Instant, increment: bigint): string {
  return ((BigInt(at.epochMilliseconds - DISCORD_EPOCH) << 22n) | (increment & 0xfffn)).toString();
}
