import { discussedLine } from "../../../src/messages/community/discussion.ts";
import { customId } from "../../../src/messages/layout/custom-id.ts";
import type { Reply } from "../../../src/messages/layout/reply.ts";
import { type Action, paperCard } from "../../../src/messages/papers/card.ts";
import type { Paper } from "../../../src/papers/paper.ts";
import { namesOf } from "../../../src/search/words/names.ts";
import type { Asker, Services } from "../../command/command.ts";
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
  { discussions }: Services,
  { more = [], readers = "channel" }: CardOptions = {},
): Promise<Reply> {
  const { guildId } = asker;
  const where = guildId === null ? null : { guildId, sees: sightOf(readers, asker) };
  const known = where && (await discussions.known(paper.id, where));
  return paperCard(
    paper,
    [...discussButton(paper, asker), similarButton(paper), ...more, ...followButton(paper, asker)],
    known && discussedLine(known),
  );
}

/** Who sees a thread or a post sees the channel that it belongs to. */
function sightOf(readers: Readers, { channelId, parentId, mayView }: Asker): Asker["mayView"] {
  return readers === "asker" ? mayView : (id) => id === channelId || id === parentId;
}

/** For its authors and its organisation, where there is something to follow, and digests to follow it in. */
function followButton(paper: Paper, { hasDigests }: Asker): Action[] {
  if (!hasDigests || namesOf(paper).length === 0) return [];
  return [{ label: "Follow…", customId: customId("digest.follow", paper.id) }];
}

export function similarButton({ id }: Paper): Action {
  return { label: "Find similar", customId: customId("paper.similar", id) };
}
