import type { APIModalInteractionResponseCallbackData } from "discord-api-types/v10";
import type { Asker } from "../../commands/command/command.ts";
import { commands } from "../../commands/index.ts";
import { type Attachment, textIn } from "../../commands/command/attachment.ts";
import type { OptionValues, PressedMessage, Request } from "../../src/dispatch/request.ts";
import type { MailOptions } from "../../src/mail/courier.ts";
import type { Probe } from "../../src/digests/courier.ts";
import { openHouse as openRealHouse } from "../../src/wiring/house.ts";
import type { Ground } from "../../src/webhooks/post.ts";
import type { Choice, Reply, ReplyFile, Visibility } from "../../src/messages/layout/reply.ts";
import type { ConnectionState } from "../../src/messages/help.ts";
import type { FeedList } from "../../src/papers/feed-list.ts";
import type { PaperLookUps } from "../../src/papers/paper-look-up.ts";
import type { Meaning } from "../../src/search/vectors/meaning.ts";
import type { Entry, Snapshot } from "../../src/papers/paper.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import type { Named } from "../../src/digests/server-names.ts";
import { partsOf } from "../../src/discord/api/message-body.ts";
import { aFront } from "../a-front.ts";
import { aLibrary, SEEDS } from "../a-library.ts";
import { allComponents, type ComponentBody, messageFlaws } from "../discord/check-message.ts";
import { recordLog } from "../discord/log.ts";
import { styleFlaws } from "../messages/style.ts";
import { type Call, createRecorder } from "../recorder.ts";
import { createCourier } from "./courier.ts";

/** Manages the server; Bob does not. */
export const ANN = "200000000000000001";
export const BOB = "200000000000000002";
export const GUILD = "500000000000000001";
export const CHANNEL = "100000000000000001";
/** Of the same server. */
export const OTHER_CHANNEL = "100000000000000002";
/** Between the bot and Ann; and Bob. */
export const DM = "100000000000000003";
export const DM_OF_BOB = "100000000000000004";

const CHANNELS: readonly Named[] = [
  { id: CHANNEL, name: "papers" },
  { id: OTHER_CHANNEL, name: "reading" },
];

const TEXT: Probe = { kind: "here", guildId: GUILD, channel: "text", missing: [] };
const PERSONAL: Probe = { kind: "here", guildId: null, channel: "dm", missing: [] };

/** What somebody got to see. */
export interface Answer {
  how: Visibility | "update";
  /** All texts, one below the other. */
  text: string;
  components: ComponentBody[];
  files: ReplyFile[];
  reply: Reply;
}

type Options = OptionValues;

/** Who does something, and where; Ann in the channel by default. */
export interface Who {
  userId?: string;
  channelId?: string;
  /** The channel of the thread or the post in which they are. */
  parentId?: string;
  /** Channels of the server that Discord hides from them. */
  unseen?: string[];
  /** Default true. */
  hasDigests?: boolean;
  mayNotShow?: boolean;
}

interface Circumstances {
  snapshots?: Snapshot[];
  now?: string;
  random?: () => number;
  inviteUrl?: string;
  connection?: ConnectionState;
  store?: Store;
  lookUps?: PaperLookUps;
  meaning?: Meaning;
  feeds?: FeedList;
  operators?: readonly string[];
  mail?: MailOptions;
  webhookGround?: Ground;
  pagesUrl?: string;
}

export type House = Awaited<ReturnType<typeof openHouse>>;

/**
 * The house as `main` opens it, over pages, a store and a far end of its own. Every message that
 * comes out is held against Discord's rules.
 */
export async function openHouse({
  snapshots = SEEDS,
  now: opened = "2026-04-20T10:00:00Z",
  random = () => 0,
  inviteUrl,
  connection,
  store: givenStore,
  lookUps,
  feeds,
  operators,
  meaning,
  mail,
  webhookGround,
  pagesUrl,
}: Circumstances = {}) {
  const { log, lines } = recordLog();
  const store = givenStore ?? (await openStore(":memory:"));
  const library = aLibrary(snapshots);
  const courier = createCourier({
    [CHANNEL]: TEXT,
    [OTHER_CHANNEL]: TEXT,
    [DM]: PERSONAL,
    [DM_OF_BOB]: PERSONAL,
  });
  let now = Temporal.Instant.from(opened);
  const house = await openRealHouse({
    commands,
    store,
    library,
    timeZone: "Europe/Berlin",
    log,
    now: () => now,
    random,
    ...(lookUps && { lookUps }),
    ...(feeds && { feeds }),
    ...(operators && { operators }),
    ...(meaning && { meaning }),
    ...(mail && { mail }),
    ...(webhookGround && { webhookGround }),
    ...(pagesUrl !== undefined && { pagesUrl }),
  });
  const names = { name: "Lab", channels: [...CHANNELS], roles: [] as Named[] };
  const files = new Map<string, Buffer>();
  const closed = new Set<string>();
  const sees = new Set([ANN, BOB]);
  house.open(
    aFront(courier, {
      isOpenToAll: (_guildId, channelId) => !closed.has(channelId),
      maySee: (userId) => Promise.resolve(sees.has(userId)),
      inviteUrl: inviteUrl ?? null,
      ...(connection && { connection: () => connection }),
      names,
      readAttachment: async ({ id }, maxBytes) => {
        const bytes = files.get(id) ?? Buffer.of();
        return bytes.length > maxBytes ? { kind: "too large" } : textIn(bytes);
      },
    }),
  );

  async function calls(request: Request): Promise<Call | undefined> {
    const recorder = createRecorder();
    await house.dispatcher.handle(request, recorder);
    return recorder.calls.at(-1);
  }

  async function handle(request: Request): Promise<Answer> {
    const call = await calls(request);
    if (call?.did === "reply") return answer(call.visibility, call.reply);
    if (call?.did === "update") return answer("update", call.reply);
    throw new Error(`There was no answer but ${JSON.stringify(call)}`);
  }

  return {
    /** Of channels and roles of the server; a test may add some. */
    names,
    /** Channels that not everybody in the server sees. */
    closed,
    /** Who sees its channels when they do nothing themselves. */
    sees,
    /** A file that somebody chooses for an option. */
    upload(contents: string | Buffer, name = "digests.json"): Attachment {
      const id = String(files.size + 1);
      const bytes = Buffer.from(contents);
      files.set(id, bytes);
      return { id, name, url: `https://cdn.discordapp.com/${id}/${name}`, size: bytes.length };
    },
    get corpus() {
      return library.corpus;
    },
    store,
    courier,
    lines,
    /** A minute's tick, at this time: sees what is new and does what is due. */
    tick: async (at: string) => {
      now = Temporal.Instant.from(at);
      await house.tick();
    },
    /** `ask("paper search", { query: "noise" })` */
    ask: (command: string, options: Options = {}, who: Who = {}) => {
      const [name = "", subcommand = ""] = command.split(" ");
      return handle({ kind: "command", command: name, subcommand, options, asker: askerOf(who) });
    },
    /** Picks what stands in the menu of a message, and gives the answer it ends with. */
    onMessage: async (text: string, who: Who = {}): Promise<Answer> => {
      const amended = Promise.withResolvers<Answer>();
      const recorder = createRecorder((call) => {
        if (call.did === "amend") amended.resolve(answer("private", call.reply));
      });
      const request = {
        kind: "message",
        command: "Look up papers",
        text,
        asker: askerOf(who),
      } as const;
      await house.dispatcher.handle(request, recorder);
      const call = recorder.calls.at(-1);
      if (call?.did === "amend") return await amended.promise;
      if (call?.did !== "reply") throw new Error(`No answer, but ${JSON.stringify(call)}`);
      return answer(call.visibility, call.reply);
    },
    /** As `ask`; and what the answer becomes later. */
    askAndWait: async (command: string, options: Options = {}, who: Who = {}) => {
      const [name = "", subcommand = ""] = command.split(" ");
      const asker = askerOf(who);
      const amended = Promise.withResolvers<Answer>();
      const recorder = createRecorder((call) => {
        if (call.did === "amend") amended.resolve(answer("public", call.reply));
      });
      const request = { kind: "command", command: name, subcommand, options, asker } as const;
      await house.dispatcher.handle(request, recorder);
      const call = recorder.calls.at(-1);
      if (call?.did !== "reply") throw new Error(`No answer, but ${JSON.stringify(call)}`);
      return { first: answer(call.visibility, call.reply), later: amended.promise };
    },
    press: (
      customId: string | undefined,
      who: Who = {},
      values: string[] = [],
      message: PressedMessage = { id: "0", components: [] },
    ) => {
      if (customId === undefined) throw new Error("There is no such button");
      return handle({ kind: "component", customId, values, message, asker: askerOf(who) });
    },
    /** Presses a button that opens a form. */
    openForm: async (customId: string | undefined, who: Who = {}) => {
      if (customId === undefined) throw new Error("There is no such button");
      const asker = askerOf(who);
      const message = { id: "0", components: [] };
      const call = await calls({ kind: "component", customId, values: [], message, asker });
      if (call?.did !== "modal") throw new Error(`No form, but ${JSON.stringify(call)}`);
      return call.modal;
    },
    /** Sends a form in. */
    submit: (
      { custom_id: customId }: Pick<APIModalInteractionResponseCallbackData, "custom_id">,
      fields: Record<string, string>,
      who: Who = {},
    ) => handle({ kind: "modal", customId, fields, asker: askerOf(who) }),
    /** `complete("paper search", "query", "no")` */
    complete: async (
      command: string,
      option: string,
      typed: string,
      who: Who = {},
      options: Options = {},
    ): Promise<Choice[]> => {
      const [name = "", subcommand = ""] = command.split(" ");
      const asker = askerOf(who);
      const call = await calls({
        kind: "suggest",
        command: name,
        subcommand,
        option,
        typed,
        options,
        asker,
      });
      if (call?.did !== "choices") throw new Error("There were no choices");
      return call.choices;
    },
    /** As when the folder of snapshots changed. */
    reload: (changed: Snapshot[]) => library.replace(changed),
  };
}

function askerOf({
  userId = ANN,
  channelId = CHANNEL,
  parentId,
  unseen = [],
  hasDigests = true,
  mayNotShow = false,
}: Who): Asker {
  const isDirect = channelId === DM || channelId === DM_OF_BOB;
  return {
    userId,
    channelId,
    guildId: isDirect ? null : GUILD,
    ...(parentId !== undefined && { parentId }),
    mayManage: isDirect || userId === ANN,
    hasDigests,
    mayNotShow,
    mayView: (id) => (isDirect ? id === channelId : ![DM, DM_OF_BOB, ...unseen].includes(id)),
  };
}

/** A snapshot of entries of which only the title is known, unless told. */
export function aSnapshot(entries: Partial<Entry>[]): Snapshot {
  return {
    file: "000.txt",
    savedOn: { date: "2026-04-17", precision: "day", inferred: true },
    textKind: "summary",
    entries: entries.map((entry, i) => ({
      line: i + 1,
      title: `Paper number ${i + 1}`,
      text: null,
      authorCount: null,
      organisation: null,
      published: null,
      comments: null,
      ...entry,
    })),
    problems: [],
  };
}

/** The custom id or URL of a button that can be pressed. */
export function button({ components }: Answer, label: string): string | undefined {
  const found = components.find((one) => one.label === label && one.disabled !== true);
  return found?.custom_id ?? found?.url;
}

/** The menu of a list: its custom id, and what can be picked. */
export function menu({
  components,
}: Answer): Required<Pick<ComponentBody, "custom_id" | "options">> {
  const found = components.find(({ options }) => options !== undefined);
  if (!found?.custom_id || !found.options) throw new Error("There is no menu");
  return { custom_id: found.custom_id, options: found.options };
}

function answer(how: Answer["how"], reply: Reply): Answer {
  const { message } = partsOf(reply);
  const { files = [] } = reply;
  const uploads = files.map(({ name, contentType, contents }, i) => ({
    id: String(i),
    name,
    contentType,
    contents: Buffer.from(contents),
  }));
  const flaws = messageFlaws("channel message", message, {}, uploads);
  if (flaws.length > 0) throw new Error(`Discord would refuse this: ${JSON.stringify(flaws)}`);
  const wrong = styleFlaws(reply);
  if (wrong.length > 0) throw new Error(`This isn't our style: ${wrong.join("; ")}`);
  if (reply.allowed_mentions.roles) throw new Error("An answer pings a role");
  const components = allComponents(reply.components);
  const text = components.flatMap(({ content }) => content ?? []).join("\n");
  return { how, components, files, text, reply };
}
