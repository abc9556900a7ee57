import { inSections } from "../../digests/edition.ts";
import { frameOf } from "../../digests/frame.ts";
import { partInWords, roundUpTitle } from "../../digests/round-up-in-words.ts";
import type { CopiedPaper, CopyToSend } from "../../digests/outlets/outlet-courier.ts";
import { visible } from "../../papers/text/clean.ts";
import type { OutgoingMail, Sender, StopLink } from "../outgoing.ts";
import * as say from "../wording.ts";
import { escaped, page, STYLES } from "./html.ts";
import { messageId } from "./message-id.ts";
import { paperAsHtml, paperAsText } from "./paper.ts";
import { wrapped } from "./text.ts";

export interface Addressed {
  to: string;
  from: Sender;
  /** A channel, whose name may not be known, or what is somebody's own. */
  place: { name: string | null } | "own topics" | "direct messages";
  stop: StopLink;
}

const LONGEST_NAME = 100;
const TOPICS_NAMED = 2;

/** A copy of a digest as a mail: the same for each attempt, as long as its papers are. */
export function digestMail(copy: CopyToSend, { to, from, place, stop }: Addressed): OutgoingMail {
  const { digest, channel, papers } = copy;
  const date = say.day(frameOf(digest, channel).date);
  const isRoundUp = digest.occasion.kind === "round-up";
  const sections = isRoundUp ? partsOf(papers) : topicsOf(papers);
  const headings = sections.map(({ heading }) => heading).filter((heading) => heading !== "");
  const subject = isRoundUp
    ? roundUpSubject(place, date)
    : subjectOf(papers, { place, date, headings });
  const isLate = digest.late ? say.late(utc(digest.dueAt)) : "";
  const why =
    typeof place === "object"
      ? say.WHY_YOU_GET_IT.channel(channelName(place.name))
      : say.WHY_YOU_GET_IT[place === "own topics" ? "topics" : "direct"];
  return {
    to,
    messageId: messageId(copy.id, from),
    date: digest.plannedAt,
    subject,
    stop,
    text: [
      wrapped(subject),
      ...(isLate === "" ? [] : [wrapped(isLate)]),
      ...sections.flatMap((section) => [
        ...(section.heading === "" ? [] : [wrapped(section.heading.toUpperCase())]),
        ...section.papers.map(paperAsText),
      ]),
      `-- \n${[wrapped(why), ...stopText(stop)].join("\n")}`,
    ]
      .join("\n\n")
      .concat("\n"),
    html: page(
      subject,
      [
        `<h1 class="head" style="${STYLES.head}">${escaped(subject)}</h1>`,
        ...(isLate === ""
          ? []
          : [`<p class="small" style="${STYLES.small}">${escaped(isLate)}</p>`]),
        ...sections.map(sectionAsHtml),
        `<p class="foot" style="${STYLES.foot}">${escaped(why)} ${stopHtml(stop)}</p>`,
      ].join(""),
    ),
  };
}

interface Section {
  /** "" for none. */
  heading: string;
  papers: readonly CopiedPaper[];
}

function topicsOf(papers: readonly CopiedPaper[]): Section[] {
  return inSections(papers).map((section) => ({
    heading: named(section.heading ?? ""),
    papers: section.papers,
  }));
}

function partsOf(papers: readonly CopiedPaper[]): Section[] {
  return [...Map.groupBy(papers, ({ part }) => part)].map(([part, its]) => ({
    heading: part === null ? "" : partInWords(part),
    papers: its,
  }));
}

function sectionAsHtml({ heading, papers }: Section) {
  const head =
    heading === "" ? "" : `<h2 class="heading" style="${STYLES.heading}">${escaped(heading)}</h2>`;
  return head + papers.map(paperAsHtml).join("");
}

function roundUpSubject(place: Addressed["place"], date: string): string {
  const isNamed = typeof place === "object" && place.name !== null;
  return isNamed ? say.subject.roundUp(channelName(place.name), date) : roundUpTitle(date);
}

function subjectOf(
  { length }: readonly CopiedPaper[],
  { place, date, headings }: { place: Addressed["place"]; date: string; headings: string[] },
): string {
  if (typeof place === "object" && place.name !== null)
    return say.subject.inChannel(length, channelName(place.name), date);
  if (place !== "own topics") return say.subject.plain(length, date);
  const more = headings.length - TOPICS_NAMED;
  const topics = [...headings.slice(0, TOPICS_NAMED), ...(more > 0 ? [say.moreTopics(more)] : [])];
  return topics.length > 0
    ? say.subject.onTopics(length, topics, date)
    : say.subject.plain(length, date);
}

function channelName(name: string | null): string {
  return name === null ? say.A_CHANNEL : `#${named(name)}`;
}

function named(text: string): string {
  const shown = visible(text);
  return shown.length > LONGEST_NAME
    ? `${shown
        .slice(0, LONGEST_NAME - 1)
        .toWellFormed()
        .replace(/\uFFFD$/, "")}…`
    : shown;
}

function utc(instant: Temporal.Instant): string {
  const at = instant.toZonedDateTimeISO("UTC");
  return `${say.day(at.toPlainDate().toString())}, ${at.toPlainTime().toString().slice(0, 5)}`;
}

function stopText({ url, comment }: StopLink): string[] {
  return comment === null ? [`${say.STOP}: ${url}`, say.OR_USE_ALONE] : [say.HOW_TO_STOP, url];
}

function stopHtml({ url, comment }: StopLink): string {
  const link = (label: string) =>
    `<a href="${escaped(url)}" class="small-link" style="${STYLES.smallLink}">${escaped(label)}</a>`;
  if (comment === null) return `${link(say.STOP)} ${escaped(say.OR_USE)}`;
  return link(say.HOW_TO_STOP);
}
