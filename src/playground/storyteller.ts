import type { PlaygroundChannel } from "./channel.ts";
import type { Clock } from "./clock.ts";
import type { StoryNews, StoryState } from "./protocol.ts";
import type { Story } from "./story.ts";

/** Keeps all pages informed of how far the story is, and moves it on for one of them. */
export interface Storyteller {
  state(): Promise<StoryState>;
  /** Tells all pages, if anything has changed. */
  tell: () => Promise<void>;
  /** To the next digest, if that is still the one the page knows of: two pages may press at once. */
  skipTo(nextDigest: string): Promise<void>;
  deliver(): Promise<void>;
}

export function createStoryteller(
  story: Story,
  channel: PlaygroundChannel,
  clock: Clock,
): Storyteller {
  let news: StoryNews | null = null;
  /** What the pages that have been here longest know; null before the first. */
  let told: StoryState | null = null;

  async function state(): Promise<StoryState> {
    const next = await story.nextDigest(channel.id);
    const current = {
      now: clock.now().toString(),
      nextDigest: next instanceof Temporal.Instant ? next.toString() : null,
      isPaused: next === "paused",
      news,
    };
    told ??= current;
    return current;
  }

  async function tell(): Promise<void> {
    const current = await state();
    if (told && isSame(told, current)) return;
    told = current;
    channel.announce({ kind: "story", story: current });
  }

  return {
    state,
    tell,
    async skipTo(nextDigest) {
      const next = await story.nextDigest(channel.id);
      if (next instanceof Temporal.Instant && next.toString() === nextDigest)
        news = await story.skipTo(next);
      await tell();
    },
    async deliver() {
      news = await story.deliverPage();
      await tell();
    },
  };
}

/** But for the time, which is never the same. */
function isSame(one: StoryState, other: StoryState): boolean {
  return (
    one.nextDigest === other.nextDigest &&
    one.isPaused === other.isPaused &&
    one.news === other.news
  );
}
