import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import {
  type Asker,
  type Command,
  MAX_CHOICES,
  type SharedButton,
  type Services,
  unseenChannel,
  UserError,
} from "../../commands/command/command.ts";
import type { Choice, FollowedReply, Reply, Visibility } from "../messages/layout/reply.ts";
import { errorNotice } from "../messages/notices.ts";
import {
  ANSWER_CHANGES_FOR,
  type PromisedAnswer,
  type PromisedAnswers,
} from "../messages/promised-answers.ts";
import { createHandlers, describe } from "./handlers.ts";
import { type Followed, NO_PROMISES, promiseOf, requestOf } from "./promised.ts";
import { createSharedEdits } from "./shared-edits.ts";
import type { OptionValues, Request, Responder } from "./request.ts";
import * as say from "./wording.ts";

export interface Dispatcher {
  /**
   * Never rejects: what goes wrong is answered privately. Where the fault is ours, the log has it under
   * the short id that is told.
   */
  handle(request: Request, responder: Responder): Promise<void>;
  /**
   * Asks again what an earlier process was asked and promised an answer to, and changes the answers it gave; those that
   * can't be changed any more are let go. Never rejects.
   */
  resume(responderAt: (address: string) => Responder | null): Promise<void>;
  /** Resolves when nothing is in flight any more, or after `timeoutMs`; true when all was done. */
  drain(timeoutMs: number): Promise<boolean>;
}

export interface DispatcherOptions {
  commands: readonly Command[];
  services: Services;
  log: Logger;
  /** What outlives the process of answers that are to come. Default: nothing. */
  promised?: PromisedAnswers;
  /** What to tell people of an error that is not ours, such as a full disk; null for all others. */
  explain?: (error: unknown) => string | null;
  /** Discord waits 3 s for a first answer; what takes longer than this is deferred. Default 1000. */
  deferAfterMs?: number;
  /** Whatever a request waits for, after this long the asker is told so. Default 8500. */
  answerWithinMs?: number;
  /** Autocomplete cannot be deferred: after this long there are no choices. Default 2000. */
  suggestWithinMs?: number;
  /** From one edit of a message that many press at once to the next. Default 1500. */
  sharedEditEveryMs?: number;
}

export function createDispatcher({
  commands,
  services,
  log,
  promised = NO_PROMISES,
  explain = () => null,
  deferAfterMs = 1000,
  answerWithinMs = 8500,
  suggestWithinMs = 2000,
  sharedEditEveryMs = 1500,
}: DispatcherOptions): Dispatcher {
  const handlers = createHandlers(commands);
  const inFlight = new Set<Promise<void>>();
  const sharedEdits = createSharedEdits({
    everyMs: sharedEditEveryMs,
    onFailure: (error) => log.error({ err: error }, "Could not show what was pressed"),
  });

  async function answer(request: Request, responder: Responder): Promise<void> {
    switch (request.kind) {
      case "command":
        return await runCommand(request, responder);
      case "message":
        return await runOnMessage(request, responder);
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
    const found = handlers.subcommand(request);
    if (!found) throw new UserError(say.COMMAND_IS_GONE);
    const { handler, channels } = found;
    const options = handler.options.safeParse(request.options);
    if (!options.success) throw new UserError(firstIssue(options.error));
    const visibility = handler.visibility?.(options.data) ?? "private";
    const said = await deferring(
      async () => {
        if (!(await seesAll(channels, request.options, request.asker))) throw unseenChannel();
        return await handler.run(options.data, reading(request.asker, visibility), services);
      },
      () => responder.deferReply(visibility),
    );
    if (!("later" in said)) return await responder.reply(said, visibility);
    await responder.reply(said.reply, visibility);
    track(follow(said, request, responder));
  }

  async function runOnMessage(
    request: Request & { kind: "message" },
    responder: Responder,
  ): Promise<void> {
    const found = handlers.onMessage(request.command);
    if (!found) throw new UserError(say.COMMAND_IS_GONE);
    const said = await deferring(
      async () => await found.run(request.text, reading(request.asker, "private"), services),
      () => responder.deferReply("private"),
    );
    if (!("later" in said)) return await responder.reply(said, "private");
    await responder.reply(said.reply, "private");
    track(follow(said, request, responder));
  }

  /** Nobody waits for it: whoever asked has an answer. */
  async function follow(
    { later, about }: FollowedReply,
    request: Followed,
    responder: Responder,
  ): Promise<void> {
    const id = await keepPromise(request, about, responder);
    await amendWith(later, request, responder, id);
  }

  /** Null where it cannot be kept: whatever the reason, the answer comes unless the process ends before. */
  async function keepPromise(request: Followed, about: string | undefined, responder: Responder) {
    const address = responder.address();
    if (address === null) return null;
    try {
      const promise = promiseOf(request, { address, about, at: services.now() });
      return promise && (await promised.keep(promise));
    } catch (error) {
      log.warn({ err: error }, "Could not store that an answer is to come");
      return null;
    }
  }

  /** `id` is of the promise that is kept of it, or null. */
  async function amendWith(
    later: Promise<Reply | null>,
    request: Followed,
    responder: Responder,
    id: string | null,
  ): Promise<void> {
    try {
      const reply = await later;
      // The next process answers.
      if (reply === null && id !== null) return;
      await responder.amend(reply ?? errorNotice(say.RESTARTED));
    } catch (error) {
      log.error({ err: error, request: describe(request) }, "Could not change an answer");
    }
    await dropPromise(id);
  }

  async function dropPromise(id: string | null): Promise<void> {
    if (id === null) return;
    try {
      await promised.drop(id);
    } catch (error) {
      log.warn({ err: error }, "Could not forget an answer that was given");
    }
  }

  async function askAgain(
    { id, ...promise }: PromisedAnswer & { id: string },
    responderAt: (address: string) => Responder | null,
  ): Promise<void> {
    const request = requestOf(promise);
    const responder = responderAt(promise.address);
    if (!request || !responder) return await dropPromise(id);
    const later = runAgain(request).then((said) => ("later" in said ? said.later : said));
    const told = later.catch((error: unknown) => {
      if (error instanceof UserError) return errorNotice(error.message, { advice: error.advice });
      throw error;
    });
    await amendWith(told, request, responder, id);
  }

  async function runAgain(request: Followed): Promise<Reply | FollowedReply> {
    const { asker } = request;
    if (request.kind === "message") {
      const found = handlers.onMessage(request.command);
      if (!found) throw new UserError(say.COMMAND_IS_GONE);
      return await found.run(request.text, asker, services);
    }
    const found = handlers.subcommand(request);
    if (!found) throw new UserError(say.COMMAND_IS_GONE);
    const options = found.handler.options.safeParse(request.options);
    if (!options.success) throw new UserError(firstIssue(options.error));
    return await found.handler.run(options.data, asker, services);
  }

  function track(work: Promise<void>): void {
    inFlight.add(work);
    work.catch(() => undefined).finally(() => inFlight.delete(work));
  }

  async function runComponent(
    request: Request & { kind: "component" },
    responder: Responder,
  ): Promise<void> {
    const { asker, customId, values, message } = request;
    const { handler, state } = handlers.component(customId);
    if ("form" in handler) return await responder.modal(await handler.form(state, asker, services));
    if ("press" in handler) return await runShared(handler, state, request, responder);
    const how = handler.answer?.(state, asker) ?? "update";
    const readers = how === "update" ? (message.isPrivate ? "private" : "public") : how;
    const work = async () =>
      await handler.run(state, { asker: reading(asker, readers), values }, services);
    // What else was to be told of the message as it was is over.
    if (how === "update") sharedEdits.forget(message.id);
    await answerAs(how, work, responder);
  }

  async function runShared(
    handler: SharedButton,
    state: unknown,
    { asker, message }: Request & { kind: "component" },
    responder: Responder,
  ): Promise<void> {
    let acknowledged: Promise<void> | null = null;
    const acknowledge = () => (acknowledged ??= responder.deferUpdate());
    const pressed = await deferring(() => handler.press(state, asker, services), acknowledge);
    if (pressed.kind === "answer") return await responder.reply(pressed.reply, "private");
    // What stands on it is not known here, so it cannot be sent back.
    if (message.components.length === 0) return await acknowledge();
    const shown = sharedEdits.show(message.id, {
      acknowledge,
      edit: async () => await responder.update(await pressed.redraw(message.components)),
    });
    track(shown.done);
    await shown.answered;
  }

  async function runForm(
    request: Request & { kind: "modal" },
    responder: Responder,
  ): Promise<void> {
    const { asker, customId, fields } = request;
    const { handler, state } = handlers.form(customId);
    const work = async () => await handler.run(state, { asker, fields }, services);
    await answerAs(handler.answer?.(state, asker) ?? "update", work, responder);
  }

  async function answerAs(
    how: "update" | Visibility,
    work: () => Promise<Reply>,
    responder: Responder,
  ): Promise<void> {
    const reply = await deferring(work, () =>
      how === "update" ? responder.deferUpdate() : responder.deferReply(how),
    );
    await (how === "update" ? responder.update(reply) : responder.reply(reply, how));
  }

  async function runSuggest(
    request: Request & { kind: "suggest" },
    responder: Responder,
  ): Promise<void> {
    const { option, typed, options = {}, asker } = request;
    const work = async () => {
      const found = handlers.subcommand(request);
      const suggest = found?.suggests.get(option);
      if (!suggest || !(await seesAll(found?.channels ?? [], options, asker))) return [];
      return await suggest(typed, asker, services, options);
    };
    const deadline = new AbortController();
    const choices = await Promise.race([
      // A keystroke is no place for an error message: an empty list, and the log.
      work().catch((error: unknown) => {
        log.error({ err: error, request: describe(request) }, "Could not suggest completions");
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
      log.error({ err: error }, "A request failed after it was answered"),
    );
    throw new UserError(say.TAKES_LONG, say.CHECK_LATER);
  }

  /** What is done may leave more to do. */
  async function settled(): Promise<void> {
    while (inFlight.size > 0) await Promise.allSettled(inFlight);
  }

  async function report(error: unknown, request: Request, responder: Responder): Promise<void> {
    const told = error instanceof UserError ? error : null;
    const message = told ? told.what : explain(error);
    // What can be explained is found by what it says; a fault of ours by its id.
    const id = message === null ? randomBytes(3).toString("hex") : null;
    const about = { ...(id === null ? {} : { errorId: id }), request: describe(request) };
    // People's own mistakes are no business of whoever runs Paperboy.
    if (told) log.info({ ...about, told: told.message }, "Refused a request");
    else log.error({ ...about, err: error }, "A request failed");
    if (request.kind === "suggest") return;
    try {
      const notice = errorNotice(message ?? say.OUR_FAULT, { advice: told?.advice ?? null, id });
      await responder.reply(notice, "private");
    } catch (unreachable) {
      log.warn({ ...about, err: unreachable }, "Could not show the error");
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
    async resume(responderAt) {
      try {
        await promised.forgetBefore(services.now().subtract(ANSWER_CHANGES_FOR));
        const left = await promised.left();
        if (left.length > 0)
          log.info({ answers: left.length }, "Answering what was asked before the restart");
        for (const one of left) track(askAgain(one, responderAt));
      } catch (error) {
        log.error({ err: error }, "Could not see which answers are still to come");
      }
    },
    async drain(timeoutMs) {
      sharedEdits.hurry();
      const timer = new AbortController();
      const late = delay(timeoutMs, undefined, { signal: timer.signal }).catch(() => undefined);
      await Promise.race([settled(), late]);
      timer.abort();
      return inFlight.size === 0;
    },
  };
}

/**
 * Whether the asker sees each channel that was picked. Discord offers them no other, but takes
 * whatever id is sent. In a direct message there is none to pick, which commands say themselves.
 */
async function seesAll(
  channels: readonly string[],
  options: OptionValues,
  { guildId, mayView }: Asker,
): Promise<boolean> {
  if (guildId === null) return true;
  const picked = channels.map((name) => options[name]).filter((id) => id !== undefined);
  const seen = await Promise.all(
    picked.map(async (id) => typeof id === "string" && (await mayView(id))),
  );
  return seen.every(Boolean);
}

/** The asker, as one of those who see the answer. */
function reading(asker: Asker, readers: Visibility): Asker {
  return readers === "private" ? { ...asker, readsAlone: true } : asker;
}

function firstIssue(error: { issues: { path: PropertyKey[]; message: string }[] }): string {
  const issue = error.issues[0];
  const option = issue?.path.map(String).join(".");
  return option ? `${option}: ${issue?.message}` : (issue?.message ?? say.OPTIONS_CLASH);
}
