import {
  apart,
  messageAgain,
  type PaperAgain,
  plainMessage,
  type SheetAgain,
  titleInNote,
} from "../../messages/digests/digest-again.ts";
import { digestMark, marginsIn } from "../../messages/digests/digest-message.ts";
import type { Reply } from "../../messages/layout/reply.ts";
import type { Corpus } from "../../papers/corpus/corpus.ts";
import type { Book } from "../book.ts";
import type { Channel, Digest, DigestMessage, PlannedMessage } from "../digest.ts";
import { originalOf } from "../parts.ts";
import { gradeOf } from "../../search/topics/aboutness.ts";
import { inTurn } from "./in-turn.ts";
import { votesOf } from "./opinions.ts";
import { unmetBy } from "./unmet.ts";
import { paperNumber } from "./wording.ts";

/** A digest that was planned before. */
export interface StoredDigest {
  digest: Digest;
  channel: Channel;
  messages: readonly DigestMessage[];
}

/** Whence papers, and the reasons for them, come once more. */
export interface PaperSources {
  book: Pick<Book, "candidates" | "opinions">;
  corpus: Corpus;
}

/**
 * The papers of a message, each in a message of its own. One that is in the corpus no more cannot be
 * laid out, and is among none of them.
 */
export async function partsAgain(
  message: DigestMessage,
  stored: StoredDigest,
  sources: PaperSources,
): Promise<PlannedMessage[]> {
  if (message.paperIds.length < 2) return [];
  const known = papersOf(message, sources.corpus);
  const sheet = await sheetOf(message, known, { stored, sources });
  const roleId = wantedRole(message, stored.channel);
  const parts = apart({ ...sheet, roleId }, stored.messages.length + 1);
  return parts.map((part, i) => ({ ...part, paperIds: known[i]?.ids ?? part.paperIds }));
}

/**
 * What is sent of a message: what was planned, unless that mentions a role which is not wanted any
 * more. Then it is laid out without; where a paper is in the corpus no more, the name stays and pings
 * nobody.
 */
export async function payloadNow(
  message: DigestMessage,
  stored: StoredDigest,
  sources: PaperSources,
): Promise<Reply> {
  const { payload, paperIds, number } = message;
  const planned = plannedRole(message);
  if (planned === null || planned === stored.channel.settings.roleId) return payload;
  const original = originalOf(message, stored.messages);
  const known = papersOf(original ?? message, sources.corpus);
  const all = new Set((original ?? message).paperIds);
  if (known.flatMap(({ ids }) => ids).length < all.size)
    return { ...payload, allowed_mentions: { parse: [] } };
  const sheet = await sheetOf(original ?? message, known, { stored, sources });
  if (!original) return messageAgain(sheet).payload;
  const place = known.findIndex(({ ids }) => ids.some((id) => paperIds.includes(id)));
  return apart(sheet, number - place)[place]?.payload ?? payload;
}

/** The message without papers that were withdrawn since; null where none is left. */
export async function withoutWithdrawn(
  message: DigestMessage,
  stored: StoredDigest,
  sources: PaperSources,
): Promise<PlannedMessage | null> {
  const left = papersOf(message, sources.corpus).filter(({ paper }) => !paper.withdrawn);
  if (left.length === 0) return null;
  const sheet = await sheetOf(message, left, { stored, sources });
  const roleId = wantedRole(message, stored.channel);
  const { payload } = messageAgain({ ...sheet, roleId });
  return { payload, paperIds: left.flatMap(({ ids }) => ids) };
}

/**
 * The papers of a message by title and link alone, under its mark. Null where it has none, being as
 * plain as can be, and where one is in the corpus no more: it would count as shown.
 */
export function plainPayload(
  message: DigestMessage,
  { channel, digest }: Pick<StoredDigest, "channel" | "digest">,
  { corpus }: Pick<PaperSources, "corpus">,
): Reply | null {
  const known = papersOf(message, corpus);
  const ids = new Set(message.paperIds);
  if (ids.size === 0 || known.flatMap((one) => one.ids).length < ids.size) return null;
  return plainMessage(
    known.map(({ paper }) => paper),
    { mark: digestMark(digest.id, message.number), roleId: wantedRole(message, channel) },
  );
}

/** For people: the titles of papers, or else what is known of them. */
export function titlesOf(paperIds: readonly string[], corpus: Corpus): string[] {
  return paperIds.map((id) => {
    const paper = corpus.byId(id);
    return paper ? titleInNote(paper) : paperNumber(id);
  });
}

/** A paper of a message, and the ids under which it stands there: two where it was joined since. */
interface KnownPaper {
  paper: PaperAgain["paper"];
  ids: string[];
}

function papersOf({ paperIds }: DigestMessage, corpus: Corpus): KnownPaper[] {
  const known = new Map<string, KnownPaper>();
  for (const id of new Set(paperIds)) {
    const paper = corpus.byId(id);
    if (!paper) continue;
    const ids = known.get(paper.id)?.ids ?? [];
    known.set(paper.id, { paper, ids: [...ids, id] });
  }
  return [...known.values()];
}

/** A message as its digest had it, without any mention. */
async function sheetOf(
  message: DigestMessage,
  papers: readonly KnownPaper[],
  { stored, sources }: { stored: StoredDigest; sources: PaperSources },
): Promise<SheetAgain> {
  const { digest, channel } = stored;
  const { book, corpus } = sources;
  const from = digest.quiet ? "archive" : "new";
  const matches = await book.candidates.matching(channel.id, from, message.paperIds);
  const unsent = digest.quiet ? [] : await book.candidates.unsent(channel.id, "new");
  const { settings } = channel;
  const candidates = [...matches, ...unsent];
  const votes = await votesOf(candidates, channel, book);
  const order = { corpus, settings, now: digest.plannedAt, lots: "", votes };
  // Among those that waited when it was planned, and wait still.
  const compared = new Map(inTurn(candidates, order).map((one) => [one.paperId, one]));
  const whyOf = ({ paper, ids }: KnownPaper) => {
    const all = matches.filter(({ paperId }) => ids.includes(paperId));
    // A topic that did not want it so is not the one that had it.
    const match = all.find((one) => unmetBy({ ...one, paper }, one.wishes).length === 0) ?? all[0];
    if (!match) return null;
    const { attention = null, votesHere = 0 } = compared.get(match.paperId) ?? {};
    return { ...match, grade: gradeOf(match.strength), attention, votesHere };
  };
  return {
    ...marginsIn(message.payload),
    digestId: digest.id,
    number: message.number,
    roleId: null,
    papers: papers.map((one) => ({ paper: one.paper, why: whyOf(one) })),
  };
}

function plannedRole({ payload }: DigestMessage): string | null {
  return payload.allowed_mentions.roles?.[0] ?? null;
}

/** The role that a message was planned to mention, if it still shall. */
function wantedRole(message: DigestMessage, { settings }: Channel): string | null {
  const planned = plannedRole(message);
  return planned === settings.roleId ? planned : null;
}
