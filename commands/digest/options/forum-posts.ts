import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
} from "discord-api-types/v10";
import { z } from "zod";
import type { Channel } from "../../../src/digests/digest.ts";
import { type ForumTags, tagMeant, tagOfPosts } from "../../../src/digests/forum-tag.ts";
import {
  type DigestSettings,
  type ForumTag,
  POST_HABITS,
  type PostHabit,
} from "../../../src/digests/settings.ts";
import type { ForumSettings } from "../../../src/messages/settings/forum-settings.ts";
import { POSTS } from "../../../src/messages/settings/wording.ts";
import { LIMITS } from "../../../src/messages/layout/budget.ts";
import { plainWithin } from "../../../src/messages/layout/escape.ts";
import type { Choice } from "../../../src/messages/layout/reply.ts";
import { fold } from "../../../src/papers/text/fold.ts";
import { type Asker, type Services, UserError } from "../../command/command.ts";
import { channel, findChannel, placeMeant, reachable } from "../../command/place.ts";
import { PICK_FROM_THE_LIST } from "../../command/wording.ts";
import * as say from "./wording.ts";

/** What is typed or picked instead of a tag. A tag of that name comes first. */
const NONE = "none";

export const forumSchema = {
  post: z.enum(POST_HABITS, PICK_FROM_THE_LIST).optional(),
  tag: z.string(say.PICK_A_TAG).optional(),
};

export const forumOptions: APIApplicationCommandBasicOption[] = [
  {
    type: ApplicationCommandOptionType.String,
    name: "post",
    description: say.options.post,
    choices: POST_HABITS.map((value) => ({ name: POSTS[value], value })),
  },
  {
    type: ApplicationCommandOptionType.String,
    name: "tag",
    description: say.options.tag,
    autocomplete: true,
    max_length: LIMITS.choiceValue,
  },
];

interface Wishes {
  post?: PostHabit | undefined;
  tag?: string | undefined;
}

/** Throws a `UserError` where the channel is no forum, or the tag is none that we may give there. */
export async function forumWanted(
  { post, tag }: Wishes,
  { id, guildId, kind, settings: now }: Channel,
  services: Services,
): Promise<Pick<DigestSettings, "post" | "tag">> {
  if (post !== undefined && kind !== "forum") throw new UserError(say.ONLY_FORUMS_HAVE_POSTS);
  if (tag !== undefined && kind !== "forum") throw new UserError(say.ONLY_FORUMS_HAVE_TAGS);
  if (tag === undefined) return { post: post ?? now.post, tag: now.tag };
  const place = { channelId: id, guildId };
  const { forum } = await reachable(place, { roleId: null, publish: false }, services);
  return { post: post ?? now.post, tag: tagWanted(tag.trim(), forum ?? NO_TAGS) };
}

const NO_TAGS: ForumTags = { isRequired: false, tags: [] };

function tagWanted(typed: string, forum: ForumTags): ForumTag | null {
  const meant = tagMeant(typed, forum);
  if (meant?.isUsable) return { id: meant.id, name: meant.name };
  if (meant) throw new UserError(say.onlyModeratorsCanUse(meant.name));
  if (fold(typed) !== NONE) throw new UserError(say.NO_SUCH_TAG);
  if (forum.isRequired) throw new UserError(say.TAG_IS_REQUIRED);
  return null;
}

/** Completions: the tags that we may give, of the forum that is picked or asked in. */
export async function suggestTag(
  typed: string,
  asker: Asker,
  services: Services,
  others: { channel?: unknown },
): Promise<Choice[]> {
  const place = await placeMeant(channel.safeParse(others.channel).data, asker, services);
  const kept = await findChannel(place, services);
  const forum = kept && (await tagsKnown(kept, services));
  if (!forum) return [];
  const begun = fold(plainWithin(typed, LIMITS.choiceValue));
  return tagChoices(forum).filter(
    ({ name, value }) => fold(name).includes(begun) || (value === NONE && NONE.startsWith(begun)),
  );
}

/** The tags that posts can be given, and none where that is allowed. */
function tagChoices({ isRequired, tags }: ForumTags): Choice[] {
  const usable = tags
    .filter(({ isUsable }) => isUsable)
    .map(({ id, name }) => ({ name: plainWithin(name, LIMITS.choiceName) || id, value: id }));
  return isRequired ? usable : [...usable, { name: say.NO_TAG, value: NONE }];
}

/** What the settings of a forum show of its posts; null for other channels. */
export async function forumShown(kept: Channel, services: Services): Promise<ForumSettings | null> {
  if (kept.kind !== "forum") return null;
  const { post, tag: chosen } = kept.settings;
  const forum = await tagsKnown(kept, services);
  const given = forum ? tagOfPosts(forum, chosen?.id ?? null) : chosen;
  const choices = forum ? tagChoices(forum).slice(0, LIMITS.menuOptions) : [];
  const names = Object.fromEntries(choices.map(({ name, value }) => [value, name]));
  return {
    post,
    chosen: chosen?.name ?? null,
    given: given?.name ?? null,
    tags: { names, given: given?.id ?? NONE },
  };
}

/** Without a request. */
async function tagsKnown(
  { id, guildId }: Channel,
  { digests }: Services,
): Promise<ForumTags | undefined> {
  const needs = { roleId: null, publish: false, guildId, onlyKnown: true };
  const probe = await digests.courier.probe(id, needs);
  return probe.kind === "here" ? probe.forum : undefined;
}
