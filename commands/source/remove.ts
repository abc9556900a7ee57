import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { feedChoice, feedRemoved } from "../../src/messages/settings/feeds.ts";
import type { ListedFeed } from "../../src/papers/feed-list.ts";
import { MAX_CHOICES, subcommand, type SubcommandPart, UserError } from "../command/command.ts";
import { describes, isOfSettings, PICK_A_FEED } from "./wording.ts";

export const remove = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "remove",
    description: describes.remove,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: "feed",
        description: describes.feed,
        required: true,
        autocomplete: true,
        max_length: 100,
      },
    ],
  },

  handler: subcommand({
    options: z.object({ feed: z.string() }),
    suggest: {
      feed: (typed, _asker, { feeds }) =>
        feeds
          .all()
          .filter((feed) => !feed.isOfSettings && fits(feed, typed))
          .slice(0, MAX_CHOICES)
          .map(feedChoice),
    },
    async run({ feed: typed }, _asker, { feeds }) {
      const meant = feedMeant(typed, feeds.all());
      if (!meant) throw new UserError(PICK_A_FEED);
      const removed = await feeds.remove(meant.id);
      if (!removed) throw new UserError(isOfSettings(meant.health.name));
      return feedRemoved(removed);
    },
  }),
} satisfies SubcommandPart;

/** By what was picked, or by what was typed where only one has that. */
function feedMeant(typed: string, feeds: readonly ListedFeed[]): ListedFeed | undefined {
  const picked = feeds.find(({ id }) => id === typed);
  const [one, ...others] = feeds.filter((feed) => fits(feed, typed));
  return picked ?? (typed.trim() !== "" && others.length === 0 ? one : undefined);
}

function fits({ host, health: { name } }: ListedFeed, typed: string): boolean {
  const words = typed.trim().toLowerCase();
  return [host, name].some((text) => text.toLowerCase().includes(words));
}
