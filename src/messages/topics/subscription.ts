import {
  type APIComponentInContainer,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APITextInputComponent,
  ComponentType,
  TextInputStyle,
} from "discord-api-types/v10";
import { measure, LIMITS, reply } from "../layout/budget.ts";
import { type DigestPaper, paperUnderTopic } from "../digests/digest-paper.ts";
import { escape, plainWithin } from "../layout/escape.ts";
import { moments } from "../layout/moment.ts";
import { button, container, row, separator, text } from "../layout/parts.ts";
import { inPlace, type Place } from "../layout/place.ts";
import type { Reply } from "../layout/reply.ts";
import { conditionsInWords, type ShownWishes, wishesInWords, wishNotes } from "./wishes.ts";
import * as say from "./wording.ts";

/** The longest topic or name: what fits into a suggestion whole. */
export const LONGEST_TOPIC = LIMITS.choiceValue;

/** Why no paper can match a topic; the parts are as people write them. */
export type TopicObjection =
  | { why: "no words" }
  | { why: "too many words" }
  | { why: "no such time"; since: string; before: string }
  | { why: "contradiction"; asked: string };

/** What somebody is shown before a subscription is made. */
export interface TopicPreview {
  place: Place;
  topic: string;
  /** What a search would understand by it, where that is more than its words; null where it is not. */
  meant: string | null;
  /** What it will be called; the topic itself unless they chose a name. */
  name: string;
  /** Papers of today that match. */
  total: number;
  /** What was chosen for it, and how many of these papers it would get. */
  wishes?: ShownWishes;
  wanted?: number;
  /** The first of them. */
  best: DigestPaper[];
  /** Why it can never match any, if so. */
  impossible?: TopicObjection | null;
  /** Whether it only says what to leave out. */
  onlyExcludes?: boolean;
  /** Words of papers nearest to a topic that matches nothing. */
  nearest: string[];
  /** Null while digests are paused here. */
  next: Temporal.Instant | null;
  /** What it is called here, where it is subscribed already. */
  knownAs: string | null;
  /** What would be good to have, and where to grant it. */
  advice: readonly { permission: string; where: string }[];
  /** Custom ids of the buttons. */
  confirm: string;
  change: string;
  cancel: string;
}

const MAX_NEAREST_WORDS = 5;

export function topicPreview(preview: TopicPreview): Reply {
  const { best } = preview;
  for (let shown = best.length; shown > 0; shown -= 1) {
    const message = [container(previewParts(preview, best.slice(0, shown)))];
    if (measure(message).text <= LIMITS.textInMessage) return reply(message);
  }
  return reply([container(previewParts(preview, []))]);
}

function previewParts(preview: TopicPreview, shown: DigestPaper[]): APIComponentInContainer[] {
  const { confirm, change, cancel } = preview;
  return [
    text(previewHead(preview)),
    ...shown.flatMap((paper) => [separator(), text(paperUnderTopic(paper))]),
    separator(),
    row([
      button(say.labels.subscribe, confirm, { primary: true }),
      button(say.labels.changeTopic, change),
      button(say.labels.cancel, cancel),
    ]),
  ];
}

function previewHead(preview: TopicPreview): string {
  const { place, topic, meant, name, next, knownAs, advice } = preview;
  const called = name === topic ? [] : [say.headingWillBe(shownName(name))];
  return [
    `### ${say.subscribeTo(shownName(topic), inPlace(place))}`,
    howMany(preview),
    ...whatOfThem(preview),
    next === null ? say.PAUSED_SO_IT_WAITS : say.nextDigest(moments(next)),
    ...called,
    ...(meant === null ? [] : [`-# ${say.perhapsMeant(escape(meant, LONGEST_TOPIC))}`]),
    ...(knownAs === null ? [] : [`-# ${say.alreadySubscribed(shownName(knownAs))}`]),
    ...advice
      .slice(0, 1)
      .map((one) => `-# ${say.recommended(escape(one.permission, 60), escape(one.where, 600))}`),
  ].join("\n");
}

function howMany({ total, nearest, impossible, onlyExcludes }: TopicPreview): string {
  if (total > 0)
    return [say.matchToday(total), ...(onlyExcludes ? [say.ONLY_LEAVES_OUT] : [])].join("\n");
  if (impossible) return neverMatches(impossible);
  const words = nearest.slice(0, MAX_NEAREST_WORDS).map((word) => `*${escape(word, 30)}*`);
  return [
    say.NOTHING_MATCHES_YET,
    ...(words.length > 0 ? [`-# ${say.similarWords(words)}`] : []),
  ].join("\n");
}

/** Nothing where it gets whatever matches. */
function whatOfThem({ total, wishes, wanted = total }: TopicPreview): string[] {
  if (!wishes) return [];
  const conditions = conditionsInWords(wishes);
  const limits = wishesInWords(wishes);
  if (limits.length === 0) return [];
  const ofThese = total === 0 || conditions.length === 0 ? null : wanted;
  return [say.itGets(limits, ofThese), ...wishNotes(wishes)];
}

export function neverMatches(impossible: TopicObjection): string {
  return say.neverMatches(whyNot(impossible));
}

function whyNot(impossible: TopicObjection): string {
  switch (impossible.why) {
    case "no words":
      return say.objections.noWords;
    case "too many words":
      return say.objections.tooManyWords;
    case "no such time":
      return impossible.since === ""
        ? say.objections.tooOld(filter(impossible.before))
        : say.objections.noSuchTime(filter(impossible.since), filter(impossible.before));
    case "contradiction":
    default:
      return say.objections.contradiction(filter(impossible.asked));
  }
}

function filter(written: string): string {
  return escape(written, LONGEST_TOPIC);
}

/** The preview once it is confirmed. */
export function subscribed(
  place: Place,
  name: string,
  next: Temporal.Instant | null,
  start: StartOffer | null = null,
): Reply {
  const lines = [
    say.subscribed(shownName(name), inPlace(place)),
    next === null ? say.DIGESTS_ARE_PAUSED_HERE : say.nextDigest(moments(next)),
    `-# ${say.WHAT_TO_DO_NEXT}`,
  ];
  return reply([container([text(lines.join("\n")), ...(start ? [startButton(start)] : [])])]);
}

/** What a channel can be filled with at once: so many papers, and the button's custom id. */
export interface StartOffer {
  papers: number;
  send: string;
}

function startButton({ papers, send }: StartOffer) {
  return row([button(say.labels.sendTheBest(papers), send, { primary: true })]);
}

/** For whoever asks for these papers once more. */
export function startedAlready(place: Place, name: string): Reply {
  return notice([say.startedAlready(shownName(name), inPlace(place))]);
}

export function notSubscribed(): Reply {
  return notice([say.NOTHING_SAVED]);
}

/** `left` topics remain. */
export function unsubscribed(place: Place, name: string, left: number): Reply {
  return notice([
    say.unsubscribed(shownName(name), inPlace(place)),
    left === 0 ? say.WAS_THE_LAST_TOPIC : `-# ${say.topicsLeft(left)}`,
  ]);
}

/** The fields of the form are `topic` and, where there is one to change, `name`. */
export function topicForm(
  customId: string,
  topic: string,
  name: string | null = null,
): APIModalInteractionResponseCallbackData {
  return {
    custom_id: customId,
    title: say.labels.changeTopic,
    components: [
      field(say.labels.topic, say.TOPIC_FIELD, {
        custom_id: "topic",
        required: true,
        value: plainWithin(topic, LONGEST_TOPIC),
      }),
      ...(name === null
        ? []
        : [
            field(say.labels.heading, say.HEADING_FIELD, {
              custom_id: "name",
              required: false,
              value: plainWithin(name, LONGEST_TOPIC),
            }),
          ]),
    ],
  };
}

function field(
  label: string,
  description: string,
  input: Pick<APITextInputComponent, "custom_id" | "required" | "value">,
): APILabelComponent {
  return {
    type: ComponentType.Label,
    label,
    description,
    component: {
      type: ComponentType.TextInput,
      style: TextInputStyle.Short,
      max_length: LONGEST_TOPIC,
      ...(input.required && { min_length: 1 }),
      ...input,
    },
  };
}

/** A topic or its name where Markdown is shown; it may consist of nothing that can be seen. */
export function shownName(name: string): string {
  return escape(name, 1.1 * LONGEST_TOPIC) || say.THIS_TOPIC;
}

function notice(lines: string[]): Reply {
  return reply([container([text(lines.join("\n"))])]);
}
