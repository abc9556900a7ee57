import { z } from "zod";
import { LIMITS } from "../../../src/messages/layout/budget.ts";
import { plain, plainWithin } from "../../../src/messages/layout/escape.ts";
import type { Choice } from "../../../src/messages/layout/reply.ts";
import { LONGEST_TOPIC } from "../../../src/messages/topics/subscription.ts";
import type { Subscription } from "../../../src/digests/digest.ts";
import { subscriptionMeant } from "../../../src/digests/subscriptions/subscribe.ts";
import { subscriptionsHere } from "../../../src/digests/subscriptions/here.ts";
import { cannotBeRead } from "../../../src/messages/papers/results.ts";
import { fold } from "../../../src/papers/text/fold.ts";
import { commonTopics } from "../../../src/search/topics/common-topics.ts";
import { printQuery } from "../../../src/search/query/query.ts";
import { readQuery, unreadFilters } from "../../../src/search/query/read-query.ts";
import { type Asker, type Services, UserError } from "../../command/command.ts";
import { channel, findChannel, placeMeant } from "../../command/place.ts";
import { atMostCharacters } from "../../command/wording.ts";
import * as say from "./wording.ts";

const visible = (missing: string) =>
  z
    .string(missing)
    .transform(plain)
    .pipe(z.string().min(1, missing).max(LONGEST_TOPIC, atMostCharacters(LONGEST_TOPIC)));

/** In canonical form. */
export const topic = visible(say.TYPE_A_TOPIC)
  .superRefine((typed, context) => {
    const [unread] = unreadFilters(typed);
    if (unread) context.addIssue({ code: "custom", message: cannotBeRead(unread) });
  })
  .transform((typed) => printQuery(readQuery(typed)))
  .pipe(z.string().min(1, say.TYPE_A_TOPIC).max(LONGEST_TOPIC, say.USE_FEWER_WORDS));
/** As it was typed: a topic that is subscribed to, or its name. */
export const subscribedTopic = visible(say.TYPE_TOPIC_OR_NAME);
export const name = visible(say.TYPE_A_NAME);

/** What was typed into the form of a topic; `name` null where it was left empty. Throws a `UserError`. */
export function typedTopic(fields: Record<string, string>): { topic: string; name: string | null } {
  const typed = z
    .object({ topic, name: z.literal("").or(name).optional() })
    .safeParse({ ...fields, ...(fields["name"]?.trim() === "" && { name: "" }) });
  if (typed.success) return { topic: typed.data.topic, name: typed.data.name || null };
  const [issue] = typed.error.issues;
  throw new UserError(say.wrong(`${issue?.path.join(".")}`, `${issue?.message}`));
}

/** The subscription that is meant by its topic or its name. Throws a `UserError` where there is none. */
export function findSubscribed(typed: string, topics: readonly Subscription[]): Subscription {
  const meant = subscriptionMeant(typed, topics);
  if (meant) return meant;
  throw new UserError(say.notSubscribed(typed), say.SEE_ITS_TOPICS);
}

/** Completions of a new topic: those that are used here, then what the corpus is about. */
export async function suggestTopic(
  typed: string,
  asker: Asker,
  services: Services,
): Promise<Choice[]> {
  const begun = fold(plainWithin(typed, LONGEST_TOPIC));
  const used = (await subscriptionsHere(asker, services.digests.book)).map(
    ({ topic: query }) => query,
  );
  const common = commonTopics(services.corpus);
  const known = [...used, ...common].filter((one) => fold(one).includes(begun));
  const words = services.index
    .suggest(typed.slice(0, LONGEST_TOPIC))
    .flatMap((one) => (one.kind === "words" ? [one.text] : []));
  return choices([...known, ...words].map((one) => ({ name: one, value: one })));
}

/** Completions of a topic that the channel has which was picked, else this one, by its name. */
export async function suggestSubscribed(
  typed: string,
  asker: Asker,
  services: Services,
  others: { channel?: unknown },
): Promise<Choice[]> {
  const begun = fold(plainWithin(typed, LONGEST_TOPIC));
  const picked = channel.safeParse(others.channel).data;
  const kept = await findChannel(await placeMeant(picked, asker, services), services);
  const topics = kept ? await services.digests.book.subscriptions.of(kept.id) : [];
  const known = topics.filter((one) => fold(`${one.name}\n${one.topic}`).includes(begun));
  return choices(known.map((one) => ({ name: one.name, value: one.topic })));
}

function choices(all: Choice[]): Choice[] {
  const usable = all.filter(({ value }) => value.length <= LIMITS.choiceValue);
  const shown = usable.map((choice) => ({
    ...choice,
    name: plainWithin(choice.name, LIMITS.choiceName),
  }));
  return [...new Map(shown.map((choice) => [fold(choice.value), choice])).values()];
}
