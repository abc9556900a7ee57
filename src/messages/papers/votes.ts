import {
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
  ComponentType,
} from "discord-api-types/v10";
import { deep, reply } from "../layout/budget.ts";
import { customId, parseCustomId } from "../layout/custom-id.ts";
import { button, text } from "../layout/parts.ts";
import type { Reply } from "../layout/reply.ts";
import { many } from "../layout/wording.ts";
import type { Action } from "./card.ts";

/** Votes by the ids of papers, where there are any; null where nobody can vote. */
export type ShownVotes = ReadonlyMap<string, number> | null;

const VOTE = "paper.vote";

/** The button on a card: `paper.vote:<paper id>`. */
export function voteAction(paperId: string, votes: ShownVotes): Action[] {
  if (votes === null) return [];
  return [{ label: label(votes.get(paperId)), customId: customId(VOTE, paperId) }];
}

/** The lines of one of several papers, beside them its button. */
export function withVoteButton(
  lines: string,
  paperId: string,
  votes: ShownVotes,
): APIComponentInContainer {
  if (votes === null) return text(lines);
  return {
    type: ComponentType.Section,
    components: [text(lines)],
    accessory: button(label(votes.get(paperId)), customId(VOTE, paperId)),
  };
}

/** The papers of a message that can be voted for. */
export function votableIn(components: readonly APIMessageTopLevelComponent[]): string[] {
  return components.flatMap(deep).flatMap((part) => votedBy(part) ?? []);
}

/** What a message shows of votes. */
export function votesIn(components: readonly APIMessageTopLevelComponent[]): ShownVotes {
  const shown = components.flatMap(deep).flatMap((part): [string, number][] => {
    const paperId = votedBy(part);
    if (paperId === null || !("label" in part)) return [];
    return [[paperId, Number(part.label?.replaceAll(/\D/g, ""))]];
  });
  return shown.length === 0 ? null : new Map(shown);
}

/** The message as it is, but for its counts. */
export function recounted(
  components: readonly APIMessageTopLevelComponent[],
  votes: ReadonlyMap<string, number>,
): Reply {
  const changed = structuredClone([...components]);
  for (const part of changed.flatMap(deep)) {
    const paperId = votedBy(part);
    if (paperId !== null && "label" in part) part.label = label(votes.get(paperId));
  }
  return reply(changed);
}

/** The paper that a component is the button of. */
function votedBy(part: object): string | null {
  if (!("custom_id" in part) || typeof part.custom_id !== "string") return null;
  const { name, parts } = parseCustomId(part.custom_id);
  return name === VOTE ? (parts[0] ?? null) : null;
}

function label(votes = 0): string {
  return `▲ ${many(votes)}`;
}
