import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import {
  type APIModalInteractionResponseCallbackData,
  ApplicationCommandOptionType,
} from "discord-api-types/v10";
import type { Logger } from "pino";
import type { z } from "zod";
import {
  type Asker,
  type Command,
  type Component,
  type Form,
  type FormButton,
  type Services,
  type Subcommand,
  type Suggest,
  unseenChannel,
  UserError,
} from "../../commands/command/command.ts";
import { parseCustomId } from "../messages/layout/custom-id.ts";
import { errorNotice } from "../messages/notices.ts";
import type { Choice, Reply, Visibility } from "../messages/layout/reply.ts";

type Options = Record<string, string | number | boolean>;

/** What somebody did, in Discord or in the playground. */
export type Request =
  | {
      kind: "command";
      command: string;
      /** "" for a command without subcommands. */
      subcommand: string;
      options: Options;
      asker: Asker;
    }
  | {
      kind: "suggest";
      command: string;
      subcommand: string;
      /** The option that is being filled in, and what stands in it so far. */
      option: string;
      typed: string;
      /** Those that are filled in, of what is known of them. */
      options?: Options;
      asker: Asker;
    }
  | { kind: "component"; customId: string; values: string[]; asker: Asker }
  /** A form was sent in; `fields` by the custom ids of its inputs. */
  | { kind: "modal"; customId: string; fields: Record<string, string>; asker: Asker };

/**
 * The far end of one request. It may be told to defer once, then to answer once; where a private
 * answer follows a public deferral, it takes the deferral back first.
 */
export interface Responder {
  reply(reply: Reply, visibility: Visibility): Promise<void>;
  /** Changes the message that the pressed component is on, or from which the form was opened. */
  update(reply: Reply): Promise<void>;
  /** Opens a form; the first answer or none. */
  modal(modal: APIModalInteractionResponseCallbackData): Promise<void>;
  deferReply(visibility: Visibility): Promise<void>;
  deferUpdate(): Promise<void>;
  choices(choices: Choice[]): Promise<void>;
}

export interface Dispatcher {
  /**
   * Never rejects: what goes wrong is answered privately. Where the fault is ours, the log has it under
   * the short id that is told.
   */
  handle(request: Request, responder: Responder): Promise<void>;
  /** Resolves when nothing is in flight any more, or after `timeoutMs`; true when all was done. */
  drain(timeoutMs: number): Promise<boolean>;
}

export interface DispatcherOptions {
  commands: readonly Command[];
  services: Services;
  log: Logger;
  /** What to tell people of an error that is not ours, such as a full disk; null for all others. */
  explain?: (error: unknown) => string | null;
  /** Discord waits 3 s for a first answer; what takes longer than this is deferred. Default 1000. */
  deferAfterMs?: number;
  /** Whatever a request waits for, after this long the asker is told so. Default 8500. */
  answerWithinMs?: number;
  /** Autocomplete cannot be deferred: after this long there are no choices. Default 2000. */
  suggestWithinMs?: number;
}

const TOO_LONG =
  "This takes longer than usual, so Paperboy goes on in the background. Look again in a few " +
  "minutes; for digests, /digest status shows what became of it.";

const OUR_FAULT = "Something went wrong here, not with what you typed. Try again in a moment.";

/** Discord's limit (application commands, "autocomplete"). */
const MAX_CHOICES = 25;

export function createDispatcher({
  commands,
  services,
  log,
  explain = () => null,
  deferAfterMs = 1000,
  answerWithinMs = 8500,
  suggestWithinMs = 2000,
}: DispatcherOptions): Dispatcher {
  const subcommands = new Map<string, Declared>();
  const components = new Map<string, Component | FormButton>();
  const forms = new Map<string, Form>();
  for (const command of commands) {
    for (const [name, handler] of Object.entries(command.subcommands))
      subcommands.set(path(command.data.name, name), {
        handler,
        suggests: new Map(Object.entries(handler.suggest ?? {})),
        channels: channelOptionsOf(command.data, name),
      });
    for (const [name, handler] of Object.entries(command.components ?? {}))
      components.set(name, handler);
    for (const [name, handler] of Object.entries(command.forms ?? {})) forms.set(name, handler);
  }
  const inFlight = new Set<Promise<void>>();

  async function answer(request: Request, responder: Responder): Promise<void> {
    switch (request.kind) {
      case "command":
        return await runCommand(request, responder);
      case "suggest":
        return await runSuggest(request, responder);
      case "component":
        return await runComponent(request, responder);
      case "modal":
        return await runForm(request, responder);
    }
  }

  async function runCommand(
    request: Request & { kind: "command" },
    responder: Responder,
  ): Promise<void> {
    const declared = subcommands.get(path(request.command, request.subcommand));
    if (!declared) throw new UserError("This command is gone. Type / to see what there is now.");
    const { handler, channels } = declared;
    const options = handler.options.safeParse(request.options);
    if (!options.success) throw new UserError(firstIssue(options.error));
    const visibility = handler.visibility?.(options.data) ?? "private";
    const reply = await deferring(
      async () => {
        if (!(await seesAll(channels, request.options, request.asker))) throw unseenChannel();
        return await handler.run(options.data, request.asker, services);
      },
      () => responder.deferReply(visibility),
    );
    await responder.reply(reply, visibility);
  }

  async function runComponent(
    request: Request & { kind: "component" },
    responder: Responder,
  ): Promise<void> {
    const { asker, customId, values } = request;
    const { handler, state } = find(components, customId);
    if ("form" in handler) return await responder.modal(await handler.form(state, asker, services));
    const work = async () => await handler.run(state, { asker, values }, services);
    await answerAs(handler.answer?.(state, asker) ?? "update", work, responder);
  }

  async function runForm(
    request: Request & { kind: "modal" },
    responder: Responder,
  ): Promise<void> {
    const { asker, customId, fields } = request;
    const { handler, state } = find(forms, customId);
    const work = async () => await handler.run(state, { asker, fields }, services);
    await answerAs(handler.answer?.(state, asker) ?? "update", work, responder);
  }

  async function answerAs(
    how: "update" | "private",
    work: () => Promise<Reply>,
    responder: Responder,
  ): Promise<void> {
    const reply = await deferring(work, () =>
      how === "update" ? responder.deferUpdate() : responder.deferReply("private"),
    );
    await (how === "update" ? responder.update(reply) : responder.reply(reply, "private"));
  }

  async function runSuggest(
    request: Request & { kind: "suggest" },
    responder: Responder,
  ): Promise<void> {
    const { command, subcommand, option, typed, options = {}, asker } = request;
    const declared = subcommands.get(path(command, subcommand));
    const suggest = declared?.suggests.get(option);
    const work = async () => {
      if (!suggest || !(await seesAll(declared?.channels ?? [], options, asker))) return [];
      return await suggest(typed, asker, services, options);
    };
    const deadline = new AbortController();
    const choices = await Promise.race([
      // A keystroke is no place for an error message: an empty list, and the log.
      work().catch((error: unknown) => {
        log.error({ err: error, request: describe(request) }, "Suggesting failed");
        return [];
      }),
      delay(suggestWithinMs, [] as Choice[], { signal: deadline.signal }).catch(() => []),
    ]);
    deadline.abort();
    await responder.choices(choices.slice(0, MAX_CHOICES));
  }

  /**
   * Runs `work`; calls `defer` once when it has not ended after `deferAfterMs`. Fails with a
   * `UserError` when it has not after `answerWithinMs`; it goes on all the same.
   */
  async function deferring<T>(work: () => Promise<T>, defer: () => Promise<void>): Promise<T> {
    const result = work();
    // The race may be lost before anybody awaits the result again.
    result.catch(() => undefined);
    const timer = new AbortController();
    const ended = result.then(() => null);
    const after = (ms: number) =>
      delay(ms, "late" as const, { signal: timer.signal }).catch(() => null);
    const tooLate = after(answerWithinMs);
    try {
      if ((await Promise.race([ended, after(deferAfterMs)])) === "late") await defer();
      if ((await Promise.race([ended, tooLate])) === null) return await result;
    } finally {
      timer.abort();
    }
    result.catch((error: unknown) =>
      log.error({ err: error }, "A request failed after its answer"),
    );
    throw new UserError(TOO_LONG);
  }

  async function report(error: unknown, request: Request, responder: Responder): Promise<void> {
    const told = error instanceof UserError ? error.message : explain(error);
    // What can be explained is found by what it says; a fault of ours by its id.
    const id = told === null ? randomBytes(3).toString("hex") : null;
    const about = { ...(id === null ? {} : { errorId: id }), request: describe(request) };
    if (error instanceof UserError) log.warn({ ...about, told }, "Refused a request");
    else log.error({ ...about, err: error }, "A request failed");
    if (request.kind === "suggest") return;
    try {
      await responder.reply(errorNotice(told ?? OUR_FAULT, id), "private");
    } catch (unreachable) {
      log.warn({ ...about, err: unreachable }, "The error could not be shown");
    }
  }

  return {
    async handle(request, responder) {
      const work = answer(request, responder).catch((error: unknown) =>
        report(error, request, responder),
      );
      inFlight.add(work);
      await work.finally(() => inFlight.delete(work));
    },
    async drain(timeoutMs) {
      const timer = new AbortController();
      const late = delay(timeoutMs, undefined, { signal: timer.signal }).catch(() => undefined);
      await Promise.race([Promise.allSettled(inFlight), late]);
      timer.abort();
      return inFlight.size === 0;
    },
  };
}

/** A subcommand, with what is looked up in it by names from outside. */
interface Declared {
  handler: Subcommand;
  suggests: ReadonlyMap<string, Suggest>;
  /** Names of the options that pick a channel. */
  channels: readonly string[];
}

function channelOptionsOf({ options = [] }: Command["data"], subcommand: string): string[] {
  let declared = options;
  for (const step of subcommand === "" ? [] : subcommand.split(" ")) {
    const within = declared.find(({ name }) => name === step);
    declared = within && "options" in within ? (within.options ?? []) : [];
  }
  return declared
    .filter(({ type }) => type === ApplicationCommandOptionType.Channel)
    .map(({ name }) => name);
}

/**
 * Whether the asker sees each channel that was picked. Discord offers them no other, but takes
 * whatever id is sent. In a direct message there is none to pick, which commands say themselves.
 */
async function seesAll(
  channels: readonly string[],
  options: Options,
  { guildId, mayView }: Asker,
): Promise<boolean> {
  if (guildId === null) return true;
  const picked = channels.map((name) => options[name]).filter((id) => id !== undefined);
  const seen = await Promise.all(picked.map(async (id) => await mayView(String(id))));
  return seen.every(Boolean);
}

function path(command: string, subcommand: string): string {
  return subcommand === "" ? command : `${command} ${subcommand}`;
}

/** For the log: what was asked, without who asked it. */
function describe(request: Request): string {
  // The rest of a custom id may say whose button it is.
  if (request.kind === "component" || request.kind === "modal")
    return parseCustomId(request.customId).name;
  return `/${path(request.command, request.subcommand)}`;
}

/** The handler that a custom id names, and its state. */
function find<Handler extends { state: z.ZodType }>(
  handlers: ReadonlyMap<string, Handler>,
  customId: string,
): { handler: Handler; state: unknown } {
  const { name, parts } = parseCustomId(customId);
  const handler = handlers.get(name);
  const state = handler?.state.safeParse(parts);
  if (!handler || !state?.success)
    throw new UserError(
      "This button is from a version of Paperboy that is gone. Please ask again.",
    );
  return { handler, state: state.data };
}

function firstIssue(error: { issues: { path: PropertyKey[]; message: string }[] }): string {
  const issue = error.issues[0];
  const option = issue?.path.map(String).join(".");
  return option ? `${option}: ${issue?.message}` : (issue?.message ?? "These options don't fit.");
}
