import type { ImportDraft } from "../../../src/digests/subscriptions/draft.ts";
import { meant } from "../../../src/digests/subscriptions/transfer/portable.ts";
import type { ServerNames } from "../../../src/digests/server-names.ts";
import { whyNot } from "../../../src/digests/subscriptions/transfer/settings-here.ts";
import type { TransferProblem } from "../../../src/messages/digests/transfer.ts";
import { type Asker, type Services, UserError } from "../../command/command.ts";
import { type FileChannel, readFile } from "./digest-file.ts";
import { namesFor, planChannel, type PlannedChannel } from "./plan.ts";

/** What a file would change here, and what of it cannot be. */
export interface ImportPlan {
  channels: PlannedChannel[];
  problems: TransferProblem[];
}

/** For the asker, who needs to see each channel. A channel that cannot have what the file says costs no other. */
export async function planImport(
  draft: ImportDraft,
  asker: Asker,
  services: Services,
): Promise<ImportPlan> {
  const file = readFile(draft.contents);
  const names = await namesFor(asker, mentionsIn(file.channels, draft), services);
  const plan: ImportPlan = {
    channels: [],
    problems: file.problems.map((what) => ({ channel: null, what })),
  };
  const taken = new Set<string>();
  for (const one of meantIn(file.channels, draft, names)) {
    const place = placeOf(one, draft, names);
    const about = "id" in place ? { id: place.id } : { name: one.name ?? one.id };
    const told = [...one.problems];
    if ("why" in place) told.unshift(place.why);
    else if (taken.has(place.id))
      told.unshift("the file has this channel twice; the first is used");
    else {
      taken.add(place.id);
      try {
        const { settings, topics } = one;
        const at = { channelId: place.id, guildId: draft.guildId };
        const wanted = { place: at, settings, topics, known: "changes" } as const;
        const planned = await planChannel(wanted, names, services);
        plan.channels.push(planned);
        told.push(...planned.problems);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        told.unshift(error.message);
      }
    }
    plan.problems.push(...told.map((what) => ({ channel: about, what })));
  }
  return plan;
}

/** Where one channel is meant, a file of one channel is for it, whatever that is called. */
function meantIn(
  channels: readonly FileChannel[],
  { onlyChannelId }: ImportDraft,
  names: ServerNames,
): readonly FileChannel[] {
  if (onlyChannelId === null || channels.length <= 1) return channels;
  const same = channels.filter((one) => {
    const found = meant(one, names.channels);
    return one.id === onlyChannelId || (typeof found === "object" && found.id === onlyChannelId);
  });
  if (same.length > 0) return same;
  throw new UserError(
    `file: it has ${channels.length} channels, and none of them is that one. Leave out channel to import them all.`,
  );
}

function placeOf(
  one: FileChannel,
  { onlyChannelId }: ImportDraft,
  names: ServerNames,
): { id: string } | { why: string } {
  if (onlyChannelId !== null) return { id: onlyChannelId };
  const found = meant(one, names.channels);
  if (typeof found === "object") return { id: found.id };
  return { why: `${whyNot(found, `#${one.name ?? one.id}`, "channel")} that you can see` };
}

/** All channels that a file speaks of, and the one that is meant. */
function mentionsIn(channels: readonly FileChannel[], { onlyChannelId }: ImportDraft) {
  const references = channels.flatMap((one) => [one, one.settings.alarms ?? []]).flat();
  return {
    ids: new Set([
      ...references.map(({ id }) => id),
      ...(onlyChannelId === null ? [] : [onlyChannelId]),
    ]),
    called: new Set(references.flatMap(({ name }) => name ?? [])),
  };
}
