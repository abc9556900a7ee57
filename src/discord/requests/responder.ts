import { setTimeout as delay } from "node:timers/promises";
import {
  type APIInteraction,
  InteractionResponseType,
  MessageFlags,
  RESTJSONErrorCodes,
  Routes,
} from "discord-api-types/v10";
import type { RawFile, REST } from "discord.js";
import type { Logger } from "pino";
import { z } from "zod";
import type { Responder } from "../../dispatch/request.ts";
import type { Reply, Visibility } from "../../messages/layout/reply.ts";
import { asking, RequestFailure } from "../api/failure.ts";
import { changedPartsOf, type MessageParts, partsOf } from "../api/message-body.ts";
import { OVER } from "../api/refusals.ts";

/**
 * Between attempts while Discord fails. Together under the 2 s that are left of Discord's 3 s when
 * the dispatcher defers after one. The library has tried four times, without pause, before each.
 */
const ANSWER_PAUSES_MS = [250, 500, 1000];

type InteractionKeys = Pick<APIInteraction, "id" | "token" | "application_id">;

const interactionKeys = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: "custom" });
      return z.NEVER;
    }
  })
  .pipe(z.object({ id: z.string(), token: z.string(), application_id: z.string() }));

/** Of an interaction that an earlier process answered. Null where that was no interaction of Discord's. */
export function responderAt(address: string, tools: { rest: REST; log: Logger }): Responder | null {
  const { data } = interactionKeys.safeParse(address);
  return data ? createResponder(data, tools) : null;
}

/**
 * The far end of one interaction. Payloads go to Discord's routes as they are, not through the
 * library's `interaction.reply`, which would read them and build them anew: what `messages/` made
 * and measured is what Discord gets.
 *
 * An answer that comes too late is a line in the log, not an error, since nobody waits for it.
 * Other failures are thrown as `RequestFailure`.
 */
export function createResponder(
  interaction: InteractionKeys,
  { rest, log }: { rest: REST; log: Logger },
): Responder {
  const receivedAt = performance.now();
  /** Every route here is allowed by the interaction's own token; the bot's stays at home. */
  const auth = false;
  const originalRoute = Routes.webhookMessage(interaction.application_id, interaction.token);
  /** How Discord shows that an answer is to come; null while it has heard nothing. */
  let deferred: Visibility | "update" | null = null;
  /** What was tried without an answer, so may have arrived all the same. */
  let unsure: Visibility | "update" | null = null;
  let answered = false;

  /** True when this was the first answer, false when Discord has had one before. */
  async function callback(
    type: InteractionResponseType,
    data?: object,
    files: RawFile[] = [],
  ): Promise<boolean> {
    try {
      await retrying("an answer", () =>
        rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
          body: data ? { type, data } : { type },
          files,
          auth,
        }),
      );
      return true;
    } catch (error) {
      if (isCode(error, RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)) return false;
      throw error;
    }
  }

  async function defer(as: Visibility | "update"): Promise<void> {
    unsure = as;
    // A deferral cannot carry the flag of Components V2; the edit that follows does.
    await (as === "update"
      ? callback(InteractionResponseType.DeferredMessageUpdate)
      : callback(
          InteractionResponseType.DeferredChannelMessageWithSource,
          as === "private" ? { flags: MessageFlags.Ephemeral } : {},
        ));
    deferred = as;
  }

  /** The first answer, unless a deferral came before it; true when Discord took it. */
  async function answerFirst(
    type: InteractionResponseType,
    data: object,
    files: RawFile[] = [],
  ): Promise<boolean> {
    if (deferred || answered) return false;
    if (await callback(type, data, files)) return true;
    deferred = unsure;
    if (deferred) return false;
    log.warn({ interaction: interaction.id }, "This interaction was already answered");
    return true;
  }

  const editOriginal = ({ message, files }: MessageParts) =>
    retrying("an edit of the answer", () =>
      rest.patch(originalRoute, { body: message, files, auth }),
    );

  const followUp = ({ message, files }: MessageParts) =>
    asking("a follow-up", () =>
      rest.post(Routes.webhook(interaction.application_id, interaction.token), {
        body: message,
        files,
        auth,
      }),
    );

  /** Runs one step; an interaction that is over ends quietly. */
  async function unlessGone(step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      if (!(error instanceof RequestFailure) || !OVER.has(error.code)) throw error;
      const afterMs = Math.round(performance.now() - receivedAt);
      log.warn(
        { interaction: interaction.id, code: error.code, afterMs },
        "An answer was too late: the interaction or its message is gone",
      );
      answered = true;
    }
  }

  return {
    reply: (reply, visibility) =>
      unlessGone(async () => {
        const type = InteractionResponseType.ChannelMessageWithSource;
        const shown = partsOf(visible(reply, visibility));
        if (!(await answerFirst(type, shown.message, shown.files))) {
          if (deferred === visibility && !answered) await editOriginal(partsOf(reply));
          else {
            // The first follow-up after a deferral takes its place and its visibility, so a
            // deferral of the other kind has to go before.
            if (!answered && deferred !== "update")
              await asking("taking back a deferral", () => rest.delete(originalRoute, { auth }));
            await followUp(shown);
          }
        }
        answered = true;
      }),
    amend: (reply) => unlessGone(async () => void (await editOriginal(changedPartsOf(reply)))),
    address: () => {
      const { id, token, application_id } = interaction;
      return JSON.stringify({ id, token, application_id } satisfies InteractionKeys);
    },
    update: (reply) =>
      unlessGone(async () => {
        const changed = changedPartsOf(reply);
        if (
          !(await answerFirst(
            InteractionResponseType.UpdateMessage,
            changed.message,
            changed.files,
          ))
        )
          await editOriginal(changed);
        answered = true;
      }),
    modal: (modal) =>
      unlessGone(async () => {
        if (!(await answerFirst(InteractionResponseType.Modal, modal)))
          throw new Error("A form came after another answer");
        answered = true;
      }),
    deferReply: (visibility) => unlessGone(() => deferring(visibility)),
    deferUpdate: () => unlessGone(() => deferring("update")),
    choices: (choices) =>
      unlessGone(async () => {
        await callback(InteractionResponseType.ApplicationCommandAutocompleteResult, { choices });
      }),
  };

  /** While Discord fails, the deferral is given up and not the answer: that may get through. */
  async function deferring(as: Visibility | "update"): Promise<void> {
    try {
      await defer(as);
    } catch (error) {
      if (!(error instanceof RequestFailure) || !error.passing) throw error;
      log.warn({ interaction: interaction.id, reason: error.message }, "Could not defer an answer");
    }
  }
}

function visible(reply: Reply, visibility: Visibility): Reply {
  return visibility === "private"
    ? { ...reply, flags: reply.flags | MessageFlags.Ephemeral }
    : reply;
}

function isCode(error: unknown, code: RESTJSONErrorCodes): boolean {
  return error instanceof RequestFailure && error.code === code;
}

/** For requests that do the same when they arrive twice. */
async function retrying<T>(what: string, request: () => Promise<T>): Promise<T> {
  for (const pauseMs of ANSWER_PAUSES_MS) {
    try {
      return await asking(what, request);
    } catch (error) {
      if (!(error instanceof RequestFailure) || !error.passing) throw error;
      await delay(pauseMs);
    }
  }
  return await asking(what, request);
}
