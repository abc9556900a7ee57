import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import type { Subscription } from "../../src/digests/digest.ts";
import { lastWeek } from "../../src/digests/planning/last-week.ts";
import type { Draft } from "../../src/digests/subscriptions/draft.ts";
import {
  type Aim,
  editInWords,
  isChanged,
  saveEdit,
  subscriptionOf,
  withDraft,
} from "../../src/digests/subscriptions/edit.ts";
import { sameTopic } from "../../src/digests/subscriptions/subscribe.ts";
import { LONGEST_TOPIC, topicForm } from "../../src/messages/topics/subscription.ts";
import { topicEditor, topicSaved } from "../../src/messages/topics/topic-editor.ts";
import { customId } from "../../src/messages/layout/custom-id.ts";
import type { Place } from "../../src/messages/layout/place.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import { readQuery } from "../../src/search/query/read-query.ts";
import { whyImpossible } from "../../src/search/topics/impossible-topic.ts";
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
import {
  channel,
  channelOption,
  channelWithTopics,
  placeMeant,
  placeSeen,
} from "../command/place.ts";
import { loadDraft } from "./channel/draft.ts";
import { note } from "./channel/note.ts";
import {
  findSubscribed,
  name,
  subscribedTopic,
  suggestSubscribed,
  suggestTopic,
  topic as newTopic,
  typedTopic,
} from "./options/topic.ts";
import { wishMenus } from "./options/wish-menus.ts";
import { pickedWish, wishesOf, wishOptions, wishShape } from "./options/wishes.ts";
import * as say from "./wording.ts";

const draftKey = z.tuple([z.string()]);

export const topic = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "topic",
    description: say.descriptions.topic,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: "topic",
        description: say.options.topic.topic,
        required: true,
        autocomplete: true,
        max_length: LONGEST_TOPIC,
      },
      channelOption,
      {
        type: ApplicationCommandOptionType.String,
        name: "name",
        description: say.options.topic.name,
        max_length: LONGEST_TOPIC,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: "search",
        description: say.options.topic.search,
        autocomplete: true,
        max_length: LONGEST_TOPIC,
      },
      ...wishOptions,
    ],
  },

  handler: subcommand({
    options: z.object({
      topic: subscribedTopic,
      channel,
      name: name.optional(),
      search: newTopic.optional(),
      ...wishShape,
    }),
    suggest: { topic: suggestSubscribed, search: suggestTopic },
    run: async (options, asker, services) => {
      const place = await placeMeant(options.channel, asker, services);
      const kept = await channelWithTopics(place, services);
      const topics = await services.digests.book.subscriptions.of(kept.id);
      const meant = findSubscribed(options.topic, topics);
      return await showEdit(
        {
          ...editOf(meant, place, asker),
          ...(options.search !== undefined && { topic: options.search }),
          name: options.name ?? null,
          wishes: wishesOf(options),
        },
        services,
      );
    },
  }),

  components: {
    /** Opens the editor: a button `digest.edit:<channel id>:<topic's id>`, or a menu of ids without the last. */
    "digest.edit": component({
      state: z.tuple([z.string(), z.coerce.number().int().optional()]),
      answer: () => "private",
      run: async ([channelId, id], { asker, values }, services) => {
        const place = await placeSeen(channelId, asker);
        return await openTopicEditor(place, id ?? Number(values[0]), asker, services);
      },
    }),

    /** `digest.edit-save:<draft key>` */
    "digest.edit-save": component({
      state: draftKey,
      run: async ([key], { asker }, services) =>
        await save(await loadDraft(key, asker, services, "topic"), asker, services),
    }),

    /** A menu, `digest.edit-set:<draft key>:<option>`. */
    "digest.edit-set": component({
      state: z.tuple([z.string(), z.string()]),
      run: async ([key, option], { asker, values: [value = ""] }, services) => {
        const draft = await loadDraft(key, asker, services, "topic");
        const wishes = { ...draft.wishes, ...pickedWish(option, value) };
        return await showEdit({ ...draft, wishes }, services);
      },
    }),

    /** `digest.edit-text:<draft key>` */
    "digest.edit-text": formButton({
      state: draftKey,
      form: async ([key], asker, services) => {
        const draft = await loadDraft(key, asker, services, "topic");
        const { after } = await editedBy(draft, services);
        return topicForm(customId("digest.edit-typed", key), after.topic, after.name);
      },
    }),
  },

  forms: {
    /** `digest.edit-typed:<draft key>`: the form that `digest.edit-text` opens. */
    "digest.edit-typed": form({
      state: draftKey,
      run: async ([key], { asker, fields }, services) => {
        const draft = await loadDraft(key, asker, services, "topic");
        const { after } = await editedBy(draft, services);
        const typed = typedTopic(fields);
        // A heading that was left as it was goes on following its topic.
        const heading = typed.name === after.name ? draft.name : (typed.name ?? typed.topic);
        return await showEdit({ ...draft, topic: typed.topic, name: heading }, services);
      },
    }),
  },
} satisfies SubcommandPart;

/** The editor of a topic of a channel with nothing changed yet, for whoever asks alone. */
async function openTopicEditor(
  place: Place,
  id: number,
  asker: Asker,
  services: Services,
): Promise<Reply> {
  const kept = await channelWithTopics(place, services);
  const topics = await services.digests.book.subscriptions.of(kept.id);
  const meant = topics.find((one) => one.id === id);
  if (!meant) throw gone();
  return await showEdit(editOf(meant, place, asker), services);
}

function editOf({ id, topic: now }: Subscription, place: Place, { userId }: Asker): Draft {
  return { ...place, topic: now, name: null, userId, edits: id };
}

async function showEdit(draft: Draft, services: Services): Promise<Reply> {
  const { digests, corpus, now } = services;
  const { before, after } = await editedBy(draft, services);
  await digests.takeIn();
  const comparing = { book: digests.book, match: digests.match, corpus, now: now() };
  const key = await digests.drafts.save(draft, now());
  const today = now().toZonedDateTimeISO("UTC").toPlainDate();
  return topicEditor({
    place: draft,
    before,
    after,
    lastWeek: isChanged(before, after) ? await lastWeek(before, after, comparing) : null,
    impossible: whyImpossible(readQuery(after.topic), today),
    menus: wishMenus(after.wishes, (option) => customId("digest.edit-set", key, option)),
    save: customId("digest.edit-save", key),
    change: customId("digest.edit-text", key),
    cancel: customId("digest.cancel"),
  });
}

async function save(draft: Draft, asker: Asker, services: Services): Promise<Reply> {
  const { before, after } = await editedBy(draft, services);
  if (!(await saveEdit(before, after, services.digests))) throw gone();
  const changes = editInWords(before, after);
  if (changes.length > 0) await note(say.did.change(before.name, changes), draft, asker, services);
  return topicSaved({ place: draft, ...after });
}

/** The subscription that a draft changes, and how it is then. Throws a `UserError` where that cannot be. */
async function editedBy(
  draft: Draft,
  { digests }: Services,
): Promise<{ before: Subscription; after: Aim }> {
  const before = await subscriptionOf(draft, digests);
  if (!before) throw gone();
  const after = withDraft(before, draft);
  const others = (await digests.book.subscriptions.of(draft.channelId)).filter(
    ({ id }) => id !== before.id,
  );
  const twin = sameTopic(after.topic, others);
  if (twin) throw new UserError(say.hasTopicAlready(twin.name), say.REMOVE_ONE_OF_THEM);
  return { before, after };
}

function gone(): UserError {
  return new UserError(say.NO_LONGER_HAS_TOPIC, say.SEE_ITS_TOPICS);
}
