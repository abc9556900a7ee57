import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import type { Draft } from "../../src/digests/subscriptions/draft.ts";
import { nextDue } from "../../src/digests/next.ts";
import { wantedOf } from "../../src/digests/planning/unmet.ts";
import { NO_WISHES } from "../../src/digests/wishes.ts";
import { wishesInWords } from "../../src/messages/topics/wishes.ts";
import { defaultSettings } from "../../src/digests/settings.ts";
import {
  MAX_TOPICS,
  sameTopic,
  subscribe as subscribeTo,
} from "../../src/digests/subscriptions/subscribe.ts";
import { customId } from "../../src/messages/layout/custom-id.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import {
  LONGEST_TOPIC,
  notSubscribed,
  subscribed,
  topicForm,
  topicPreview,
} from "../../src/messages/topics/subscription.ts";
import { onlyExcludes, whyImpossible } from "../../src/search/topics/impossible-topic.ts";
import { printQuery } from "../../src/search/query/query.ts";
import { readQuery } from "../../src/search/query/read-query.ts";
import {
  type Asker,
  component,
  form,
  formButton,
  type Services,
  subcommand,
  type SubcommandPart,
  UserError,
} from "../command/command.ts";
import { loadDraft } from "./channel/draft.ts";
import { fillChannel, startOffer } from "./channel/fill-channel.ts";
import { note } from "./channel/note.ts";
import { channel, channelOption, findChannel, placeOf, reachable } from "../command/place.ts";
import { name, suggestTopic, topic, typedTopic } from "./options/topic.ts";
import { wishesOf, wishOptions, wishShape } from "./options/wishes.ts";
import * as say from "./wording.ts";

const PAPERS_SHOWN = 3;

const draftKey = z.tuple([z.string()]);

export const subscribe = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "subscribe",
    description: say.descriptions.subscribe,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: "topic",
        description: say.options.subscribe.topic,
        required: true,
        autocomplete: true,
        max_length: LONGEST_TOPIC,
      },
      channelOption,
      {
        type: ApplicationCommandOptionType.String,
        name: "name",
        description: say.options.subscribe.name,
        max_length: LONGEST_TOPIC,
      },
      ...wishOptions,
    ],
  },

  handler: subcommand({
    options: z.object({ topic, channel, name: name.optional(), ...wishShape }),
    suggest: { topic: suggestTopic },
    run: async (options, asker, services) =>
      await showDraft(
        {
          ...placeOf(options.channel, asker),
          topic: options.topic,
          name: options.name ?? null,
          wishes: wishesOf(options),
          userId: asker.userId,
        },
        services,
      ),
  }),

  components: {
    /** `digest.confirm:<draft key>` */
    "digest.confirm": component({
      state: draftKey,
      run: async ([key], { asker }, services) =>
        await confirm(await loadDraft(key, asker, services, "subscribe"), asker, services),
    }),

    /** `digest.change:<draft key>` */
    "digest.change": formButton({
      state: draftKey,
      form: async ([key], asker, services) => {
        const draft = await loadDraft(key, asker, services, "subscribe");
        return topicForm(customId("digest.topic", key), draft.topic, draft.name);
      },
    }),

    "digest.fill": fillChannel,

    /** `digest.cancel` */
    "digest.cancel": component({ state: z.tuple([]), run: () => notSubscribed() }),
  },

  forms: {
    /** `digest.topic:<draft key>`: the form that `digest.change` opens. */
    "digest.topic": form({
      state: draftKey,
      run: async ([key], { asker, fields }, services) => {
        const typed = typedTopic(fields);
        const draft = await loadDraft(key, asker, services, "subscribe");
        // Only a heading that was chosen has a field.
        const heading = fields["name"] === undefined ? draft.name : (typed.name ?? typed.topic);
        return await showDraft({ ...draft, topic: typed.topic, name: heading }, services);
      },
    }),
  },
} satisfies SubcommandPart;

/** What is shown of a draft before it is saved. */
export async function showDraft(draft: Draft, services: Services): Promise<Reply> {
  const { digests, corpus, index, now } = services;
  const kept = await findChannel(draft, services);
  const settings = kept?.settings ?? defaultSettings(digests.timeZone);
  const probe = await reachable(draft, settings, services);
  const known = await findTopic(draft, services);
  const matches = digests.about(draft.topic);
  const wishes = { ...(known?.wishes ?? NO_WISHES), ...draft.wishes };
  const wanted = wantedOf(matches, wishes, corpus);
  const query = readQuery(draft.topic);
  const today = now().toZonedDateTimeISO("UTC").toPlainDate();
  const asked = index.readQuestion(draft.topic, today);
  const key = await digests.drafts.save(draft, now());
  return topicPreview({
    place: draft,
    topic: draft.topic,
    meant: asked.isRead ? printQuery(readQuery(asked.text)) : null,
    name: draft.name ?? known?.name ?? draft.topic,
    total: matches.length,
    wishes,
    wanted: wanted.length,
    best: wanted.slice(0, PAPERS_SHOWN).map((one) => ({ ...one, topic: draft.topic })),
    impossible: whyImpossible(query, today),
    onlyExcludes: onlyExcludes(query),
    nearest: matches.length > 0 ? [] : index.search(draft.topic, { limit: 1 }).nearest,
    next: nextDue(kept ?? { pause: null, settings, settledUntil: now() }, now()),
    knownAs: known?.name ?? null,
    advice: [...probe.missing, ...(probe.advised ?? [])],
    confirm: customId("digest.confirm", key),
    change: customId("digest.change", key),
    cancel: customId("digest.cancel"),
  });
}

async function confirm(draft: Draft, asker: Asker, services: Services): Promise<Reply> {
  const { digests, now } = services;
  const kept = await findChannel(draft, services);
  // What was allowed when it was shown may not be any more.
  const probe = await reachable(draft, kept?.settings ?? NO_NEEDS, services);
  const known = await findTopic(draft, services);
  const subscribing = { draft, probe, userId: asker.userId, now: now() };
  const made = await subscribeTo(subscribing, digests);
  const called = draft.name ?? known?.name ?? draft.topic;
  const details = [
    ...(draft.name === null || draft.name === draft.topic ? [] : [say.did.called(draft.name)]),
    ...wishesInWords({ ...NO_WISHES, ...draft.wishes }),
  ];
  await note(say.did.subscribe(draft.topic, details), draft, asker, services);
  const start = await startOffer(draft.topic, made, services);
  return subscribed(draft, called, nextDue(made, now()), start);
}

/** The same topic in that channel, if it is there. Throws a `UserError` where there is no room for another. */
async function findTopic({ channelId, topic: wanted }: Draft, { digests }: Services) {
  const topics = await digests.book.subscriptions.of(channelId);
  const known = sameTopic(wanted, topics);
  if (!known && topics.length >= MAX_TOPICS)
    throw new UserError(say.hasMostTopics(MAX_TOPICS), say.MAKE_ROOM);
  return known;
}

const NO_NEEDS = { roleId: null, publish: false };
