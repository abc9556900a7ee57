import type { APIMessageTopLevelComponent } from "discord-api-types/v10";
import { LIMITS, measure, reply } from "../layout/budget.ts";
import { day } from "../layout/day.ts";
import { button, container, row, text } from "../layout/parts.ts";
import {
  type Block,
  blockOf,
  componentsOf,
  type DigestEdition,
  type DigestFrame,
  type DigestSheet,
  digestMark,
  laidOut,
  type LaidOut,
  lateLine,
  marginsOf,
  stopLine,
} from "./digest-message.ts";
import { type DigestPaper, topicName } from "./digest-paper.ts";
import * as say from "./wording.ts";

export interface DigestPage extends DigestEdition {
  sections: { heading: string; papers: readonly DigestPaper[] }[];
}

/** A margin below Discord's limits, in which a preview says what it is, with buttons to send it and to turn pages. */
const TEXT_BUDGET = LIMITS.textInMessage - 300;
const COMPONENT_BUDGET = LIMITS.componentsInMessage - 5;

const MAX_TOPICS_NAMED = 5;

/** A digest as messages under every limit, each paper wholly in one of them. */
export function digestMessages(page: DigestPage): LaidOut[] {
  return packed(blocksOf(page), (blocks, number, isLast) => ({
    ...marginsOf(page, { number, isLast }),
    blocks,
    mark: digestMark(page.id, number),
  }));
}

/** Blocks as messages under every limit, each wholly in one of them. */
export function packed(
  all: readonly Block[],
  sheet: (blocks: Block[], number: number, isLast: boolean) => DigestSheet,
): LaidOut[] {
  const pages: Block[][] = [];
  for (const block of all) {
    const last = pages.at(-1);
    if (last && fits(componentsOf(sheet([...last, block], pages.length, true)))) last.push(block);
    else pages.push([block]);
  }
  return pages.map((blocks, i) => laidOut(sheet(blocks, i + 1, i + 1 === pages.length)));
}

/** The one line of a day on which nothing is new. `topics` are the subscriptions' names. */
export function quietDigest(frame: DigestFrame, topics: readonly string[]): LaidOut[] {
  const names = topics.slice(0, MAX_TOPICS_NAMED).map(topicName);
  if (topics.length > MAX_TOPICS_NAMED)
    names.push(say.moreTopics(topics.length - MAX_TOPICS_NAMED));
  const line = `-# ${day(frame.date)} · ${say.nothingNewOn(names)}`;
  // Nobody can press it: it is there for its custom id.
  const mark = button(say.labels.nothingNew, digestMark(frame.id, 1), { disabled: true });
  const lines = [line, ...lateLine(frame), ...stopLine(frame)].join("\n");
  return [{ payload: reply([container([text(lines), row([mark])])]), paperIds: [] }];
}

function blocksOf({ sections }: DigestPage): Block[] {
  return sections.flatMap(({ heading, papers }) => papers.map((one) => blockOf(one, heading)));
}

function fits(drafted: APIMessageTopLevelComponent[]): boolean {
  const { text: characters, count } = measure(drafted);
  return characters <= TEXT_BUDGET && count <= COMPONENT_BUDGET;
}
