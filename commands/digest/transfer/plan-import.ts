import type { ImportDraft } from "../../../src/digests/subscriptions/draft.ts";
import { meant } from "../../../src/digests/subscriptions/transfer/portable.ts";
import type { ServerNames } from "../../../src/digests/server-names.ts";
import { whyNot } from "../../../src/digests/subscriptions/transfer/settings-here.ts";
import type { TransferProblem } from "../../../src/messages/settings/transfer.ts";
import { type Asker, type Services, UserError } from "../../command/command.ts";
import { type FileChannel, readFile } from "./digest-file.ts";
import { namesFor, planChannel, type PlannedChannel } from "./plan.ts";
import * as say from "./wording.ts";

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
  const placed = placesOf(meantIn(file.channels, draft, names), draft, names);
  // All at once: where Discord does not answer, they wait together.
  const planned = await Promise.all(
    placed.map(async (one) => await planOne(one, draft, names, services)),
  );
  return {
    channels: planned.flatMap(({ channel }) => channel ?? []),
    problems: [
      ...file.problems.map((what) => ({ channel: null, what })),
      ...planned.flatMap(({ problems }) => problems),
    ],
  };
}

/** A channel of the file, and which one it is here, or why it is none. */
type Placed = { of: FileChannel } & ({ channelId: string } | { why: string });

async function planOne(
  placed: Placed,
  { guildId }: ImportDraft,
  names: ServerNames,
  services: Services,
): Promise<{ channel: PlannedChannel | null; problems: TransferProblem[] }> {
  const { of: wanted } = placed;
  if ("why" in placed) {
    const about = { name: wanted.name ?? wanted.id };
    return { channel: null, problems: inEach(about, [placed.why, ...wanted.problems]) };
  }
  const { channelId } = placed;
  const about = { id: channelId };
  try {
    const { settings, topics } = wanted;
    const here = { place: { channelId, guildId }, settings, topics, known: "changes" } as const;
    const channel = await planChannel(here, names, services);
    return { channel, problems: inEach(about, [...wanted.problems, ...channel.problems]) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { channel: null, problems: inEach(about, [error.message, ...wanted.problems]) };
  }
}

function inEach(channel: TransferProblem["channel"], problems: string[]): TransferProblem[] {
  return problems.map((what) => ({ channel, what }));
}

/** Of several that are one channel here, the first has it. */
function placesOf(
  channels: readonly FileChannel[],
  { onlyChannelId }: ImportDraft,
  names: ServerNames,
): Placed[] {
  const taken = new Set<string>();
  return channels.map((one): Placed => {
    const found = onlyChannelId === null ? meant(one, names.channels) : { id: onlyChannelId };
    if (typeof found === "string")
      return {
        of: one,
        why: say.thatYouCanSee(whyNot(found, `#${one.name ?? one.id}`, "channel")),
      };
    if (taken.has(found.id)) return { of: one, why: say.TWICE_IN_THE_FILE };
    taken.add(found.id);
    return { of: one, channelId: found.id };
  });
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
  throw new UserError(say.noneIsThatChannel(channels.length));
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
