import { discussedLine } from "../../../src/messages/community/discussion.ts";
import { saveButton } from "../../../src/messages/community/saved.ts";
import { customId } from "../../../src/messages/layout/custom-id.ts";
import type { Reply } from "../../../src/messages/layout/reply.ts";
import { type Action, paperCard } from "../../../src/messages/papers/card.ts";
import type { Paper } from "../../../src/papers/paper.ts";
import { namesOf } from "../../../src/search/words/names.ts";
import { voteAction } from "../../../src/messages/papers/votes.ts";
import type { Asker, Services } from "../../command/command.ts";
import * as say from "../wording.ts";
import { readingPlace, votesShown } from "../../command/votes.ts";
import { discussButton } from "./discuss-button.ts";
import type { Readers } from "./readers.ts";

interface CardOptions {
  /** Buttons beside those that every card has. */
  more?: Action[];
  /** Default: the channel, which tells no more than all there may know. */
  readers?: Readers;
}

/** A paper's card with the buttons that every card has, and where the paper is discussed. */
export async function showCard(
  paper: Paper,
  asker: Asker,
  services: Services,
  { more = [], readers = "channel" }: CardOptions = {},
): Promise<Reply> {
  const { guildId } = asker;
  const where = guildId === null ? null : { guildId, sees: sightOf(readers, asker) };
  const place = readingPlace(asker);
  const [known, vote] = await Promise.all([
    where && services.discussions.known(paper.id, where),
    voteButton(paper, asker, services),
    place && services.noteOpened(place, paper.id),
  ]);
  return paperCard(
    paper,
    [
      ...vote,
      keepButton(paper),
      ...discussButton(paper, asker),
      similarButton(paper),
      ...more,
      ...followButton(paper, asker),
    ],
    known && discussedLine(known),
  );
}

/** None where nobody can vote. */
export async function voteButton(
  { id }: Paper,
  asker: Asker,
  services: Services,
): Promise<Action[]> {
  return voteAction(id, await votesShown([id], asker, services));
}

/** Who sees a thread or a post sees the channel that it belongs to. */
function sightOf(readers: Readers, { channelId, parentId, mayView }: Asker): Asker["mayView"] {
  return readers === "asker" ? mayView : (id) => id === channelId || id === parentId;
}

/** For its authors and its organisation, where there is something to follow, and digests to follow it in. */
function followButton(paper: Paper, { hasDigests }: Asker): Action[] {
  if (!hasDigests || namesOf(paper).length === 0) return [];
  return [{ label: say.labels.follow, customId: customId("digest.follow", paper.id) }];
}

/** For whoever presses it: puts the paper onto their own shelf. */
export function keepButton({ id }: Paper): Action {
  return saveButton(customId("saved.save", id));
}

export function similarButton({ id }: Paper): Action {
  return { label: say.labels.findSimilar, customId: customId("paper.similar", id) };
}
