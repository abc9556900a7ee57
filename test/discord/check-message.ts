import { ButtonStyle, ChannelType, ComponentType, MessageFlags } from "discord-api-types/v10";
import * as spec from "discord-api-spec/zod";
import type { ZodMiniType } from "zod/mini";
import type { Flaw } from "./api-error.ts";
import { type AttachmentBody, attachmentFlaws, type Upload } from "./attachments.ts";
import { shapeFlaws } from "./check-shape.ts";
import { trusted } from "./trusted.ts";

/** A message as somebody sends it: what these rules look at, the schemas check the rest. */
export interface MessageBody {
  content?: string | null;
  embeds?: unknown[] | null;
  components?: ComponentBody[] | null;
  flags?: number | null;
  allowed_mentions?: { parse?: string[] } | null;
  attachments?: AttachmentBody[] | null;
}

export interface ComponentBody {
  type: ComponentType;
  id?: number;
  custom_id?: string;
  url?: string;
  style?: ButtonStyle;
  label?: string;
  disabled?: boolean;
  content?: string;
  placeholder?: string;
  min_values?: number;
  max_values?: number;
  options?: { label: string; value: string; description?: string; default?: boolean }[];
  channel_types?: ChannelType[];
  default_values?: { id: string; type: string }[];
  components?: ComponentBody[];
  accessory?: ComponentBody;
  file?: { url: string };
}

type Occasion = "channel message" | "reply" | "update" | "follow-up" | "edit";

const schemas: Record<Occasion, ZodMiniType> = {
  "channel message": spec.MessageCreateRequestSchema,
  reply: spec.CreateMessageInteractionCallbackRequestSchema,
  update: spec.UpdateMessageInteractionCallbackRequestSchema,
  "follow-up": spec.IncomingWebhookRequestPartialSchema,
  edit: spec.IncomingWebhookUpdateRequestPartialSchema,
};

const { Ephemeral, IsComponentsV2, SuppressEmbeds, SuppressNotifications } = MessageFlags;

const allowedFlags: Record<Occasion, number> = {
  "channel message": IsComponentsV2 | SuppressEmbeds | SuppressNotifications,
  reply: IsComponentsV2 | SuppressEmbeds | SuppressNotifications | Ephemeral,
  update: IsComponentsV2 | SuppressEmbeds,
  "follow-up": IsComponentsV2 | SuppressEmbeds | SuppressNotifications | Ephemeral,
  edit: IsComponentsV2 | SuppressEmbeds,
};

/** Kinds that a message may only have with the flag of Components V2. */
const v2Kinds = new Set<ComponentType>([
  ComponentType.Container,
  ComponentType.File,
  ComponentType.MediaGallery,
  ComponentType.Section,
  ComponentType.Separator,
  ComponentType.TextDisplay,
  ComponentType.Thumbnail,
]);

/**
 * What Discord would refuse in a message. `payload` is the whole body of the request: an answer to
 * an interaction has the message under `data`. `before` is the message that an edit changes; `uploads`
 * are the files that came with it.
 */
export function messageFlaws(
  occasion: Occasion,
  payload: unknown,
  before: MessageBody = {},
  uploads: readonly Upload[] = [],
): Flaw[] {
  const shape = shapeFlaws(schemas[occasion], inSpecifiedForm(payload));
  if (shape.length > 0) return shape;
  const body = messageOf(occasion, payload);
  const after = { ...before, ...body };
  const flaws = [
    ...flagFlaws(occasion, body),
    ...contentFlaws(after),
    ...attachmentFlaws(after.attachments ?? [], uploads, filesShown(after)),
  ];
  return flaws.map(({ path, message }) => ({
    path: occasion === "reply" || occasion === "update" ? ["data", ...path] : path,
    message,
  }));
}

/** The specification knows no media channels; the documentation and Discord have them. */
function inSpecifiedForm(payload: unknown): unknown {
  const json = JSON.stringify(payload);
  if (!json.includes('"channel_types"')) return payload;
  return JSON.parse(json, (key, value: unknown) =>
    key === "channel_types" && Array.isArray(value)
      ? value.filter((kind) => kind !== ChannelType.GuildMedia)
      : value,
  );
}

/** The message in the body of a request. */
export function messageOf(occasion: Occasion, payload: unknown): MessageBody {
  if (occasion !== "reply" && occasion !== "update") return trusted(payload);
  return trusted<{ data?: MessageBody | null }>(payload).data ?? {};
}

/** All components, containers and what is in them, in the order in which they are read. */
export function allComponents(components: ComponentBody[]): ComponentBody[] {
  return components.flatMap((component) => [
    component,
    ...allComponents(component.components ?? []),
    ...(component.accessory ? allComponents([component.accessory]) : []),
  ]);
}

/** The addresses in its File components. */
function filesShown({ components }: MessageBody): string[] {
  return allComponents(components ?? []).flatMap(({ type, file }) =>
    type === ComponentType.File && file ? [file.url] : [],
  );
}

function flagFlaws(occasion: Occasion, { flags }: MessageBody): Flaw[] {
  const surplus = (flags ?? 0) & ~allowedFlags[occasion];
  return surplus === 0
    ? []
    : [{ path: ["flags"], message: `flags ${surplus} have no meaning in a ${occasion}` }];
}

function contentFlaws(body: MessageBody): Flaw[] {
  const isV2 = ((body.flags ?? 0) & IsComponentsV2) !== 0;
  const components = allComponents(body.components ?? []);
  const flaws: Flaw[] = [];
  const demand = (holds: boolean, field: string, message: string) => {
    if (!holds) flaws.push({ path: [field], message });
  };
  const hasContent = Boolean(body.content) || (body.embeds ?? []).length > 0;
  const texts = components.map(({ content }) => content ?? "").join("");
  demand(hasContent || components.length > 0, "content", "Cannot send an empty message");
  demand((body.content ?? "").length <= 2000, "content", "Must be 2000 or fewer in length");
  demand(!isV2 || !hasContent, "content", "Content and embeds cannot stand beside Components V2");
  demand(components.length <= 40, "components", `${components.length} components, 40 are allowed`);
  demand(texts.length <= 4000, "components", `${texts.length} characters, 4000 are allowed`);
  demand(
    isV2 || !components.some(({ type }) => v2Kinds.has(type)),
    "components",
    "Kinds of Components V2 without its flag",
  );
  demand(
    isV2 || (body.components ?? []).length <= 5,
    "components",
    "More than 5 rows without Components V2",
  );
  demand(unique(components.map(({ custom_id }) => custom_id)), "components", "A custom_id twice");
  demand(unique(components.map(({ id }) => id)), "components", "An id twice");
  for (const component of components) {
    const message = componentFlaw(component);
    if (message) flaws.push({ path: ["components"], message });
  }
  return flaws;
}

function componentFlaw(component: ComponentBody): string | null {
  if (component.type === ComponentType.Button) {
    const isLink = component.style === ButtonStyle.Link;
    const isSound = isLink
      ? component.url !== undefined && component.custom_id === undefined
      : component.url === undefined && component.custom_id !== undefined;
    if (!isSound) return "A button has a custom_id, or is a link and has a url";
  }
  if (component.type === ComponentType.ActionRow) {
    const children = component.components ?? [];
    const onlyButtons = children.every(({ type }) => type === ComponentType.Button);
    if (!onlyButtons && children.length > 1) return "A row holds buttons, or one menu";
  }
  if (component.type === ComponentType.StringSelect) {
    const { options = [], min_values = 1, max_values = 1 } = component;
    if (!unique(options.map(({ value }) => value))) return "A value of a menu twice";
    if (min_values > max_values || max_values > options.length)
      return "A menu wants more values than it has";
    if (options.filter((option) => option.default).length > max_values)
      return "A menu has more values by default than may be picked";
  }
  if (component.type === ComponentType.ChannelSelect) {
    const { default_values = [], max_values = 1 } = component;
    if (default_values.length > max_values || default_values.some(({ type }) => type !== "channel"))
      return "A menu of channels has other values by default than may be picked";
  }
  return null;
}

function unique(values: (string | number | undefined)[]): boolean {
  const given = values.filter((value) => value !== undefined);
  return new Set(given).size === given.length;
}
