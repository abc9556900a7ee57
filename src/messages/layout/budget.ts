import {
  type APIButtonComponent,
  type APIMessageComponent,
  type APIMessageTopLevelComponent,
  type APIStringSelectComponent,
  ComponentType,
  MessageFlags,
} from "discord-api-types/v10";
import { lengthShown } from "./command-mention.ts";
import { attachmentUrl } from "./parts.ts";
import type { Reply, ReplyFile } from "./reply.ts";

/**
 * What Discord refuses beyond. From its component reference and its OpenAPI description, but for
 * the first two, which the reference states for a message as a whole, and files, of which "Uploading
 * Files" has the size. We count UTF-16 units, which are never fewer than the characters that Discord counts.
 */
export const LIMITS = {
  textInMessage: 4000,
  componentsInMessage: 40,
  componentsInRow: 5,
  customId: 100,
  buttonLabel: 80,
  buttonUrl: 512,
  menuOptions: 25,
  menuPlaceholder: 150,
  optionLabel: 100,
  optionValue: 100,
  optionDescription: 100,
  choiceName: 100,
  choiceValue: 100,
  filesInMessage: 10,
  /** Of all files of a message together, in a server without boosts. */
  bytesOfFiles: 10 * 1024 * 1024,
} as const;

/**
 * The one gate through which every message leaves. Texts are cut to their budgets before; what
 * is still over a limit here is a mistake of ours, so it throws a `RangeError` that names it.
 * `mention` is the id of the one role that the message may notify; each of `files` has its File component.
 */
export function reply(
  components: APIMessageTopLevelComponent[],
  { mention = null, files = [] }: { mention?: string | null; files?: ReplyFile[] } = {},
): Reply {
  const { text, count } = measure(components);
  within(text, "textInMessage");
  within(count, "componentsInMessage");
  const customIds = new Set<string>();
  for (const component of components.flatMap(deep)) {
    checkComponent(component);
    if (!("custom_id" in component)) continue;
    within(component.custom_id.length, "customId");
    if (customIds.has(component.custom_id))
      throw new RangeError(`Two components have the custom id ${component.custom_id}`);
    customIds.add(component.custom_id);
  }
  checkFiles(files, components);
  return {
    flags: MessageFlags.IsComponentsV2,
    components,
    ...(files.length > 0 && { files }),
    allowed_mentions: { parse: [], ...(mention === null ? {} : { roles: [mention] }) },
  };
}

/**
 * How much of a message's two totals is used: characters of text once its commands can be clicked, and
 * components counted deep.
 */
export function measure(components: APIMessageTopLevelComponent[]): {
  text: number;
  count: number;
} {
  const all = components.flatMap(deep);
  const text = all.map((one) =>
    one.type === ComponentType.TextDisplay ? lengthShown(one.content) : 0,
  );
  return { text: text.reduce((sum, length) => sum + length, 0), count: all.length };
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * At most `max` UTF-16 units of `text`, with an ellipsis where something is missing. Ends after a
 * word if one ends near enough, and never inside what a reader takes for one character.
 */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max < 1) return "";
  let end = 0;
  for (const { index, segment } of graphemes.segment(text)) {
    if (index + segment.length > max - 1) break;
    end = index + segment.length;
  }
  const kept = text.slice(0, end);
  const wordEnd = text[end] === " " ? end : kept.lastIndexOf(" ");
  const words = wordEnd > end * 0.7 ? kept.slice(0, wordEnd) : kept;
  return `${words.replace(/[\s.,;:–—-]+$/u, "")}…`;
}

/** A component, and all that is in it, in reading order. */
export function deep(component: APIMessageComponent): APIMessageComponent[] {
  const inside: APIMessageComponent[] = "components" in component ? component.components : [];
  const beside = "accessory" in component ? [component.accessory] : [];
  return [component, ...[...inside, ...beside].flatMap(deep)];
}

function checkComponent(component: APIMessageComponent): void {
  if (component.type === ComponentType.TextDisplay) atLeastOne(component.content.length, "text");
  if (component.type === ComponentType.ActionRow) {
    atLeastOne(component.components.length, "row");
    within(component.components.length, "componentsInRow");
  }
  if (component.type === ComponentType.Button) checkButton(component);
  if (component.type === ComponentType.StringSelect) checkMenu(component);
}

function checkButton(button: APIButtonComponent): void {
  if ("label" in button) within(button.label?.length ?? 0, "buttonLabel");
  if ("url" in button) within(button.url.length, "buttonUrl");
}

function checkMenu({ options, placeholder = "" }: APIStringSelectComponent): void {
  atLeastOne(options.length, "menu");
  within(options.length, "menuOptions");
  within(placeholder.length, "menuPlaceholder");
  for (const { label, value, description = "" } of options) {
    atLeastOne(label.length, "optionLabel");
    within(label.length, "optionLabel");
    within(value.length, "optionValue");
    within(description.length, "optionDescription");
  }
  if (new Set(options.map(({ value }) => value)).size < options.length)
    throw new RangeError("Two options of a menu have the same value");
}

const FILE_NAME = /^[\w.-]{1,100}$/;

/** What no component shows, nobody would see; what is not there, Discord refuses to show. */
function checkFiles(files: readonly ReplyFile[], components: APIMessageTopLevelComponent[]): void {
  within(files.length, "filesInMessage");
  const bytes = files.reduce((sum, { contents }) => sum + Buffer.byteLength(contents), 0);
  within(bytes, "bytesOfFiles");
  const unfit = files.find(({ name }) => !FILE_NAME.test(name));
  if (unfit) throw new RangeError(`A file cannot be called ${unfit.name}`);
  const shown = components
    .flatMap(deep)
    .flatMap((one) => (one.type === ComponentType.File ? one.file.url : []));
  const given = files.map(({ name }) => attachmentUrl(name));
  if (new Set(given).size < given.length) throw new RangeError("Two files have the same name");
  if (shown.toSorted().join() !== given.toSorted().join())
    throw new RangeError(`Files are ${given.join()}, and shown are ${shown.join()}`);
}

function within(size: number, limit: keyof typeof LIMITS): void {
  if (size > LIMITS[limit])
    throw new RangeError(`${limit} is ${size}, where Discord takes ${LIMITS[limit]}`);
}

function atLeastOne(size: number, what: "text" | "row" | "menu" | "optionLabel"): void {
  if (size < 1) throw new RangeError(`Empty ${what}, where Discord wants something`);
}
