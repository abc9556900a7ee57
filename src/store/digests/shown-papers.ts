import { setImmediate as letOthersGo } from "node:timers/promises";

/** A channel that is open, and what its papers stand and fall with. */
interface OpenArchive {
  channelId: string;
  stamp: string;
}

/**
 * The ids of all papers that open channels show. A year of a channel takes a while to be read, so what was
 * read is kept for as long as its channel is open and its stamp the same, and other work goes on in between.
 */
export function createShownPapers(
  archives: () => Promise<OpenArchive[]>,
  read: (channelId: string) => Promise<string[]>,
): () => Promise<ReadonlySet<string>> {
  let known = new Map<string, { stamp: string; ids: readonly string[] }>();
  let all: ReadonlySet<string> = new Set();

  return async () => {
    const now = await archives();
    const isSame =
      now.length === known.size &&
      now.every(({ channelId, stamp }) => known.get(channelId)?.stamp === stamp);
    if (isSame) return all;
    const next: typeof known = new Map();
    for (const { channelId, stamp } of now) {
      const before = known.get(channelId);
      if (before?.stamp === stamp) next.set(channelId, before);
      else {
        next.set(channelId, { stamp, ids: await read(channelId) });
        await letOthersGo();
      }
    }
    known = next;
    all = new Set([...next.values()].flatMap(({ ids }) => ids));
    return all;
  };
}
