import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import type { Needs, Probe } from "../../digests/courier.ts";
import type { ForumTags } from "../../digests/forum-tag.ts";
import type { MissingPermission } from "../../digests/missing-permission.ts";
import { openingMessage, openingTitle } from "../../messages/community/discussion.ts";
import { customId } from "../../messages/layout/custom-id.ts";
import type { Paper } from "../../papers/paper.ts";
import { perMinute } from "../../papers/per-minute.ts";
import { createSharing, underLease, type Worker } from "../posting/leases.ts";
import { postOnce } from "../posting/post-once.ts";
import type { Posted, Poster, Postings } from "../posting/posting.ts";
import type { Threads, ThreadSeen } from "../posting/threads.ts";
import type { Discussion, Discussions, HomeKind } from "./discussion.ts";
import { A_THREAD } from "../wording.ts";
import { fittingTags } from "./tags.ts";

/** Where somebody wants to discuss a paper. */
export interface Where {
  guildId: string;
  /** A thread's parent, where it is in a thread. */
  channelId: string;
  /** Whether they see a channel of the server. */
  sees: (channelId: string) => boolean | Promise<boolean>;
  /** Who asks; null for Paperboy itself. */
  userId: string | null;
}

export type Discussed =
  | { kind: "opened" | "found" | "revived" | "locked"; threadId: string; messages: number | null }
  | { kind: "lacking"; missing: MissingPermission[] }
  /** That channel can have no threads; `what` it is. */
  | { kind: "unsupported"; what: string }
  | { kind: "unseen" }
  /** Discord refuses it, and may never tell why. */
  | { kind: "refused" }
  /** Nothing was begun: nobody can say now what may be done there. */
  | { kind: "unavailable" }
  /** Nothing was begun: they have opened too many in the last minute. */
  | { kind: "too often" }
  /** Under way: pressing again finds it. */
  | { kind: "under way" };

export interface DiscussTools extends Worker {
  discussions: Discussions;
  postings: Postings;
  poster: Poster;
  threads: Threads;
  probe: (channelId: string, needs: Needs) => Promise<Probe>;
  /** The tag of a forum's digests, if they have one. */
  tagOf: (channelId: string) => Promise<string | null>;
  newId: () => string;
  log: Logger;
  /** Waits for another process that opens the thread. Default: of a second, a few times. */
  wait?: () => Promise<unknown>;
}

export interface Discuss {
  /** Finds the thread of a paper, or opens it. */
  discuss(paper: Paper, where: Where): Promise<Discussed>;
  /** The thread that is open already among those that `sees` sees, and how many messages it has. */
  known(paperId: string, where: Pick<Where, "guildId" | "sees">): Promise<Known | null>;
  /** Goes on with what a process left half done. */
  resume(): Promise<void>;
}

export interface Known {
  threadId: string;
  /** Null where nobody can say now. */
  messages: number | null;
}

/** Threads that one person opens: each is a message to all. */
const MOST_PER_MINUTE = 3;

/** For so long a count is told again: a card is shown to many at once. */
const COUNT_FOR = { seconds: 20 };
const MOST_COUNTS = 1000;

/** Each time that somebody else was faster, or a thread turned out to be gone. */
const MOST_ATTEMPTS = 4;
const MOST_WAITS = 8;
const WAIT_MS = 250;

/** What was not opened by then is left: somebody has pressed again, or given up. */
const GIVE_UP_AFTER = { hours: 24 };

/** How often one is tried that nobody waits for. */
const RESUME_EVERY = { minutes: 10 };

export function createDiscuss(tools: DiscussTools): Discuss {
  const { discussions, threads, now, log, wait = () => delay(WAIT_MS) } = tools;
  const { isOurs = () => true } = tools;
  const share = createSharing<Discussed | "gone">();
  const mayOpen = perMinute(MOST_PER_MINUTE, now);
  const resumed = new Map<string, Temporal.Instant>();
  const counts = new Map<string, { seen: ThreadSeen; until: Temporal.Instant }>();

  async function lookAgain(threadId: string): Promise<ThreadSeen> {
    const known = counts.get(threadId);
    if (known && Temporal.Instant.compare(known.until, now()) > 0) return known.seen;
    const seen = await threads.look(threadId);
    if (counts.size >= MOST_COUNTS) counts.clear();
    counts.set(threadId, { seen, until: now().add(COUNT_FOR) });
    return seen;
  }

  async function seenOf(paperId: string, { guildId, sees }: Pick<Where, "guildId" | "sees">) {
    const all = await discussions.of(guildId, paperId);
    for (const one of all) if (await sees(one.channelId)) return { seen: one, all };
    return { seen: null, all };
  }

  /** Stores what is to be opened, unless the place takes none. */
  async function begin(
    paper: Paper,
    { guildId, channelId, userId }: Where,
    all: readonly Discussion[],
  ): Promise<Begun> {
    const needs = { roleId: null, publish: false, guildId, threads: true };
    const home = homeFrom(await tools.probe(channelId, needs), guildId);
    if ("outcome" in home) return home;
    if (userId !== null && !mayOpen(userId)) return { outcome: { kind: "too often" } };
    const { kind, forum } = home;
    const id = tools.newId();
    const begun = {
      id,
      guildId,
      channelId,
      kind,
      paperId: paper.id,
      threadId: null,
      createdAt: now(),
    };
    const tagIds = forum ? fittingTags(paper, forum, await tools.tagOf(channelId)) : [];
    const mark = customId("paper.discussed", paper.id, id);
    const payload = openingMessage(paper, mark, kind === "forum");
    const posting = { id, channelId, kind, title: openingTitle(paper), tagIds, payload, mark };
    const seen = all.map((one) => one.id);
    return (await discussions.begin(begun, posting, seen)) ? { begun } : "overtaken";
  }

  /** Opens what is stored, whoever began; "gone" where there is no more of it. */
  async function open({ id }: Discussion): Promise<Discussed | "gone"> {
    for (let n = 0; n < MOST_WAITS; n += 1) {
      const turn = await underLease(`discussion ${id}`, tools, () => openNow(id));
      if (turn) return turn.result;
      await wait();
      const then = await discussions.get(id);
      if (!then) return "gone";
      if (then.threadId !== null) return { kind: "found", threadId: then.threadId, messages: null };
    }
    return { kind: "under way" };
  }

  async function openNow(id: string): Promise<Discussed | "gone"> {
    const discussion = await discussions.get(id);
    if (!discussion) return "gone";
    if (discussion.threadId !== null)
      return { kind: "found", threadId: discussion.threadId, messages: null };
    const posted = await postOnce(id, tools);
    if (posted.kind !== "posted") return await notPosted(discussion, posted);
    if (posted.postId !== null) return await opened(discussion, posted.postId);
    const title = (await tools.postings.get(id))?.title ?? "";
    const started = await threads.start(discussion.channelId, posted.messageId, title);
    switch (started.kind) {
      case "started":
        return await opened(discussion, started.threadId);
      case "no message":
      case "gone":
        await discussions.forget(id);
        return "gone";
      case "blocked": {
        const { permission, where, isPermission } = started;
        const missing = { permission, where, ...(!isPermission && { cause: "refusal" as const }) };
        return { kind: "lacking", missing: [missing] };
      }
      case "unavailable":
      default:
        log.warn({ discussion: id, reason: started.reason }, "Could not start a thread yet");
        return { kind: "under way" };
    }
  }

  async function opened(
    { id, paperId, channelId }: Discussion,
    threadId: string,
  ): Promise<Discussed> {
    await discussions.opened(id, threadId);
    log.info({ paperId, channelId, threadId }, "Opened a thread for a paper");
    return { kind: "opened", threadId, messages: 0 };
  }

  async function notPosted(
    { id, channelId }: Discussion,
    posted: Exclude<Posted, { kind: "posted" }>,
  ): Promise<Discussed | "gone"> {
    if (posted.kind === "unsure") {
      log.warn({ discussion: id, reason: posted.reason }, "Could not open a thread yet");
      return { kind: "under way" };
    }
    await discussions.forget(id);
    if (posted.kind === "deleted") return "gone";
    const { why } = posted;
    if (why.kind === "gone") return { kind: "unseen" };
    if (why.kind === "blocked") {
      const { permission, where = "", cause } = why;
      return { kind: "lacking", missing: [{ permission, where, ...(cause && { cause }) }] };
    }
    log.warn({ channelId, reason: why.reason }, "Discord refused the message of a thread");
    return { kind: "refused" };
  }

  /** What is behind a thread that was opened once; "gone" where it was deleted. */
  async function enter(id: string, threadId: string): Promise<Discussed | "gone"> {
    const seen = await threads.look(threadId);
    if (seen.kind === "unknown") return { kind: "found", threadId, messages: null };
    if (seen.kind === "gone") {
      await discussions.forget(id);
      return "gone";
    }
    const { state, messages } = seen;
    if (state === "open") return { kind: "found", threadId, messages };
    if (state === "locked") return { kind: "locked", threadId, messages };
    const outcome = await threads.revive(threadId);
    if (outcome === "revived" || outcome === "locked") return { kind: outcome, threadId, messages };
    // A message opens it again as well.
    return { kind: "found", threadId, messages };
  }

  return {
    async discuss(paper, where) {
      for (let n = 0; n < MOST_ATTEMPTS; n += 1) {
        const { seen, all } = await seenOf(paper.id, where);
        const next = seen ? { begun: seen } : await begin(paper, where, all);
        if (next === "overtaken") continue;
        if ("outcome" in next) return next.outcome;
        const { begun } = next;
        const { id, threadId } = begun;
        const came =
          threadId === null ? await share(id, () => open(begun)) : await enter(id, threadId);
        if (came !== "gone") return came;
      }
      return { kind: "under way" };
    },

    async known(paperId, where) {
      for (const { channelId, threadId } of await discussions.of(where.guildId, paperId)) {
        if (threadId === null || !(await where.sees(channelId))) continue;
        const seen = await lookAgain(threadId);
        if (seen.kind === "gone") continue;
        return { threadId, messages: seen.kind === "there" ? seen.messages : null };
      }
      return null;
    },

    async resume() {
      for (const one of await discussions.unopened()) {
        const { id, createdAt } = one;
        if (!isOurs(one.guildId)) continue;
        if (Temporal.Instant.compare(createdAt.add(GIVE_UP_AFTER), now()) < 0) {
          await discussions.forget(id);
          continue;
        }
        const last = resumed.get(id);
        if (last && Temporal.Instant.compare(last.add(RESUME_EVERY), now()) > 0) continue;
        resumed.set(id, now());
        const came = await share(id, () => open(one));
        if (came === "gone" || came.kind === "opened") resumed.delete(id);
      }
    },
  };
}

type Begun = { begun: Discussion } | { outcome: Discussed } | "overtaken";

function homeFrom(
  probe: Probe,
  guildId: string,
): { kind: HomeKind; forum?: ForumTags | undefined } | { outcome: Discussed } {
  if (probe.kind === "unavailable") return { outcome: { kind: "unavailable" } };
  if (probe.kind === "unsupported") return { outcome: { kind: "unsupported", what: probe.what } };
  if (probe.kind === "gone" || probe.guildId !== guildId) return { outcome: { kind: "unseen" } };
  const { channel: kind, forum } = probe;
  if (kind === "thread" || kind === "dm")
    return { outcome: { kind: "unsupported", what: A_THREAD } };
  const missing = probe.missing.filter(({ only }) => only === undefined);
  return missing.length > 0 ? { outcome: { kind: "lacking", missing } } : { kind, forum };
}
