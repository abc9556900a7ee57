import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import type { Draft } from "../../src/digests/subscriptions/draft.ts";
import { nextDue } from "../../src/digests/next.ts";
import { defaultSettings } from "../../src/digests/settings.ts";
import { sameTopic, subscribe as subscribeTo } from "../../src/digests/subscriptions/subscribe.ts";
import { customId } from "../../src/messages/layout/custom-id.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import {
  LONGEST_TOPIC,
  notSubscribed,
  subscribed,
  topicForm,
  topicPreview,
} from "../../src/messages/digests/subscription.ts";
import { onlyExcludes, whyImpossible } from "../../src/search/topics/impossible-topic.ts";
import { printQuery } from "../../src/search/query/query.ts";
import { readQuery } from "../../src/search/query/read-query.ts";
import {
  type Asker,
  component,
  form,
  formButton,
  MAX_CHOICES,
  type Services,
  subcommand,
  type SubcommandPart,
  UserError,
} from "../command/command.ts";
import { note } from "./channel/note.ts";
import { channel, channelOption, findChannel, placeOf, reachable } from "../command/place.ts";
import { name, suggestTopic, topic } from "./options/topic.ts";

/** So `/digest unsubscribe` can offer them all. */
const MAX_TOPICS_IN_CHANNEL = MAX_CHOICES;

const PAPERS_SHOWN = 3;

const draftKey = z.tuple([z.string()]);

export const subscribe = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "subscribe",
    description: "Get new papers on a topic once a day",
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: "topic",
        description: "What to look for, written like a /paper search",
        required: true,
        autocomplete: true,
        max_length: LONGEST_TOPIC,
      },
      channelOption,
      {
        type: ApplicationCommandOptionType.String,
        name: "name",
        description: "Heading to use in the digest instead of the topic",
        max_length: LONGEST_TOPIC,
      },
    ],
  },

  handler: subcommand({
    options: z.object({ topic, channel, name: name.optional() }),
    suggest: { topic: suggestTopic },
    run: async (options, asker, services) =>
      await showDraft(
        {
          ...placeOf(options.channel, asker),
          topic: options.topic,
          name: options.name ?? null,
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
        await confirm(await loadDraft(key, asker, services), asker, services),
    }),

    /** `digest.change:<draft key>` */
    "digest.change": formButton({
      state: draftKey,
      form: async ([key], asker, services) =>
        topicForm(customId("digest.topic", key), (await loadDraft(key, asker, services)).topic),
    }),

    /** `digest.cancel` */
    "digest.cancel": component({ state: z.tuple([]), run: () => notSubscribed() }),
  },

  forms: {
    /** `digest.topic:<draft key>`: the form that `digest.change` opens. */
    "digest.topic": form({
      state: draftKey,
      run: async ([key], { asker, fields }, services) => {
        const changed = topic.safeParse(fields["topic"]);
        if (!changed.success) throw new UserError(`topic: ${changed.error.issues[0]?.message}`);
        const draft = await loadDraft(key, asker, services);
        return await showDraft({ ...draft, topic: changed.data }, services);
      },
    }),
  },
} satisfies SubcommandPart;

async function showDraft(draft: Draft, services: Services): Promise<Reply> {
  const { digests, corpus, index, now } = services;
  const kept = await findChannel(draft, services);
  const settings = kept?.settings ?? defaultSettings(digests.timeZone);
  const probe = await reachable(draft, settings, services);
  const known = await findTopic(draft, services);
  const matches = digests.about(draft.topic);
  const query = readQuery(draft.topic);
  const today = now().toZonedDateTimeISO("UTC").toPlainDate();
  const asked = index.readQuestion(draft.topic, today);
  const key = await digests.drafts.save(draft);
  return topicPreview({
    place: draft,
    topic: draft.topic,
    meant: asked.isRead ? printQuery(readQuery(asked.text)) : null,
    name: draft.name ?? draft.topic,
    total: matches.length,
    best: matches.slice(0, PAPERS_SHOWN).flatMap(({ paperId, words, fields }) => {
      const paper = corpus.byId(paperId);
      return paper ? [{ paper, topic: draft.topic, words, fields }] : [];
    }),
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
  await findTopic(draft, services);
  const subscribing = { draft, probe, userId: asker.userId, now: now() };
  const made = await subscribeTo(subscribing, digests);
  const called = draft.name ?? draft.topic;
  const as = called === draft.topic ? "" : `, called “${called}”`;
  await note(`subscribed to “${draft.topic}”${as}`, draft, asker, services);
  return subscribed(draft, called, nextDue(made, now()));
}

/** The same topic in that channel, if it is there. Throws a `UserError` where there is no room for another. */
async function findTopic({ channelId, topic: wanted }: Draft, { digests }: Services) {
  const topics = await digests.book.subscriptions.of(channelId);
  const known = sameTopic(wanted, topics);
  if (!known && topics.length >= MAX_TOPICS_IN_CHANNEL)
    throw new UserError(
      `That channel already has ${MAX_TOPICS_IN_CHANNEL} topics, the most it can have. Use /digest unsubscribe to make room.`,
    );
  return known;
}

const NO_NEEDS = { roleId: null, publish: false };

/** Whose draft it is not gets the same answer as whose key leads nowhere. */
async function loadDraft(key: string, asker: Asker, { digests }: Services) {
  const draft = await digests.drafts.load(key);
  const isTheirs = draft?.userId === null || draft?.userId === asker.userId;
  const isHere = draft?.guildId === asker.guildId;
  if (!draft || !isTheirs || !isHere || !(await asker.mayView(draft.channelId)))
    throw new UserError("This preview has expired. Use /digest subscribe again.");
  return draft;
}
