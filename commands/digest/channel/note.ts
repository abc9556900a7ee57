import { noteChange } from "../../../src/digests/subscriptions/changes.ts";
import type { Place } from "../../../src/messages/layout/place.ts";
import type { Asker, Services } from "../../command/command.ts";

/** Keeps for `/digest log` that the asker changed something; `did` as in `subscribed to “diffusion”`. */
export async function note(
  did: string,
  place: Place,
  { userId }: Asker,
  { digests, now }: Services,
): Promise<void> {
  await noteChange({ did, userId, at: now() }, place, digests.book);
}
