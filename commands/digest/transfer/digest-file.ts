import { z } from "zod";
import type { WantedTopic } from "../../../src/digests/subscriptions/transfer/changes.ts";
import { WEEKDAYS } from "../../../src/digests/settings.ts";
import type {
  PortableChannel,
  PortableSettings,
  PortableTopic,
  Reference,
} from "../../../src/digests/subscriptions/transfer/portable.ts";
import { plainWithin } from "../../../src/messages/layout/escape.ts";
import { UserError } from "../../command/command.ts";
import { settingsSchema } from "../options/settings-options.ts";
import { name, topic } from "../options/topic.ts";
import { wishesInFile } from "../options/wishes.ts";
import * as say from "./wording.ts";

/** Of the form that this Paperboy writes and reads; docs/digest-file.md describes it. */
const VERSION = 1;

/** In bytes. */
export const LARGEST_FILE = 256 * 1024;

/** More than a server can have; what a file says beyond is not read. */
const MAX_CHANNELS = 500;

const snowflake = z.string(say.NO_ID).regex(/^\d{17,20}$/, say.NO_ID);
const reference = z.object(
  { id: snowflake, name: z.string().max(200, say.TOO_LONG).nullable().default(null) },
  say.NEEDS_AN_ID,
);

const { shape } = settingsSchema;
const trueOrFalse = z.boolean(say.TRUE_OR_FALSE);

/** How a file says each setting. */
const settingsShape = {
  time: shape.time.unwrap(),
  timeZone: shape.zone.unwrap(),
  zoneChosen: trueOrFalse,
  days: shape.days.unwrap(),
  most: shape.most.unwrap(),
  order: shape.order.unwrap(),
  keep: shape.keep.unwrap(),
  quietDay: shape.quiet.unwrap(),
  role: reference.nullable(),
  publish: trueOrFalse,
  votes: trueOrFalse,
  taste: trueOrFalse,
  roundUp: z
    .object({ day: z.enum(WEEKDAYS), time: shape.time.unwrap() }, say.DAY_AND_TIME)
    .nullable(),
  post: shape.post.unwrap(),
  tag: reference.nullable(),
  alarms: reference
    .extend({ kind: z.enum(["person", "channel"], say.PERSON_OR_CHANNEL) })
    .nullable(),
} satisfies Record<keyof PortableSettings, z.ZodType>;

const anyObject = z.record(z.string(), z.unknown());

/** How a file says what a channel wants of a topic; `wishesInFile` has the rest. */
const topicShape = {
  topic,
  name,
  wishes: z.record(z.string(), z.unknown(), say.WISHES),
} satisfies Record<keyof PortableTopic, z.ZodType>;

const head = z.object({ paperboy: z.literal("digests"), version: z.number() });
const body = z.object({ channels: z.array(z.unknown()) });
const channelHead = reference.extend({
  settings: anyObject.default({}),
  topics: z.array(z.unknown()).default([]),
});

/** A channel as a file has it, as far as it could be read. */
export interface FileChannel extends Reference {
  settings: Partial<PortableSettings>;
  topics: WantedTopic[];
  /** What could not be read of it, in words for people; as it stands in the file, not escaped. */
  problems: string[];
}

export interface DigestFile {
  channels: FileChannel[];
  /** About no channel in particular. */
  problems: string[];
}

/** The contents of a file with some channels. */
export function printFile(channels: readonly PortableChannel[], at: Temporal.Instant): string {
  const file = {
    paperboy: "digests",
    version: VERSION,
    exportedAt: at.toString({ smallestUnit: "second" }),
    channels: [...channels],
  } satisfies z.input<typeof head> & z.input<typeof body> & { exportedAt: string };
  const forPeople = `${JSON.stringify(file, null, 2)}\n`;
  return Buffer.byteLength(forPeople) <= LARGEST_FILE ? forPeople : JSON.stringify(file);
}

/**
 * What a file says, whatever it is: what cannot be read is a problem, and costs nothing else. Throws a `UserError`
 * where it is none of ours, or of another version.
 */
export function readFile(text: string): DigestFile {
  const json = parsed(text);
  const { success, data } = head.safeParse(json);
  if (!success) throw new UserError(say.NOT_OURS, say.USE_AN_EXPORT);
  if (data.version !== VERSION) throw new UserError(say.anotherVersion(data.version, VERSION));
  const found = body.safeParse(json);
  if (!found.success) throw new UserError(say.NO_CHANNELS);
  const all = found.data.channels;
  const problems = all.length > MAX_CHANNELS ? [say.onlyTheFirst(MAX_CHANNELS)] : [];
  const channels: FileChannel[] = [];
  for (const [i, one] of all.slice(0, MAX_CHANNELS).entries()) {
    const read = channelHead.safeParse(one);
    if (read.success) channels.push(readChannel(read.data));
    else problems.push(say.inChannel(i + 1, firstIssue(read.error)));
  }
  return { channels, problems };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError(say.NO_JSON, say.USE_AN_EXPORT);
  }
}

function readChannel({ settings, topics, ...which }: z.output<typeof channelHead>): FileChannel {
  const chosen = readFields(settingsShape, settings, say.FIELDS.settings);
  const read = topics.map(readTopic);
  return {
    ...which,
    settings: chosen.values,
    topics: read.flatMap(({ wanted }) => wanted ?? []),
    problems: [...chosen.problems, ...read.flatMap(({ problems }) => problems)],
  };
}

/** Null where it has no topic that can be read. */
function readTopic(one: unknown, at: number): { wanted: WantedTopic | null; problems: string[] } {
  const given = anyObject.safeParse(one).data ?? {};
  const read = readFields(topicShape, given, say.FIELDS.topic);
  const { topic: query, wishes: chosen, ...rest } = read.values;
  const wishes = readFields(wishesInFile, chosen ?? {}, say.FIELDS.wishes);
  const all = [...read.problems, ...wishes.problems];
  if (query === undefined && all.length === 0) all.push(say.NO_TOPIC);
  const named = given["topic"];
  const called = typeof named === "string" ? shown(named) : `${at + 1}`;
  // The line says already which topic it is.
  const problems = all.map((problem) => say.aboutTopic(called, problem.replace(/^topic: /, "")));
  const wanted =
    query === undefined
      ? null
      : { topic: query, ...rest, ...(chosen && { wishes: wishes.values }) };
  return { wanted, problems };
}

/** Each field on its own, so that a wrong one costs no other. */
function readFields<Shape extends Record<string, z.ZodType>>(
  fields: Shape,
  given: Record<string, unknown>,
  what: string,
): { values: Partial<z.output<z.ZodObject<Shape>>>; problems: string[] } {
  const problems: string[] = [];
  const sound: [string, unknown][] = [];
  for (const [key, value] of Object.entries(given)) {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    const read = field?.safeParse(value);
    if (!read) problems.push(say.isUnknown(what, shown(key)));
    else if (read.success) sound.push([key, read.data]);
    else problems.push(say.inField(key, firstIssue(read.error)));
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each was read by the schema of its name
  const values = Object.fromEntries(sound) as Partial<z.output<z.ZodObject<Shape>>>;
  return { values, problems };
}

/** A text of a file, short enough for a line. */
function shown(text: string): string {
  return say.quoted(plainWithin(text, 40));
}

function firstIssue({ issues: [issue] }: z.ZodError): string {
  const where = issue?.path.map(String).join(".") ?? "";
  const what = issue?.message ?? say.CANNOT_BE_READ;
  return where === "" ? what : say.inField(where, what);
}
