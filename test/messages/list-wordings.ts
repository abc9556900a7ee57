import { listKinds } from "../../commands/paper/lists/kinds.ts";
import { CHOICE } from "../../commands/paper/wording.ts";
import type { ListWording } from "../../src/messages/papers/results.ts";

/** How each kind of list is spoken of; `choice` asks which paper is meant. */
export const WORDINGS = {
  search: listKinds.search.wording,
  latest: listKinds.latest.wording,
  similar: listKinds.similar.wording,
  choice: { ...listKinds.search.wording, ...CHOICE },
} satisfies Record<string, ListWording>;
