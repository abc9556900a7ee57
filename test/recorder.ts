import type { APIModalInteractionResponseCallbackData } from "discord-api-types/v10";
import type { Responder } from "../src/dispatch/request.ts";
import type { Choice, Reply, Visibility } from "../src/messages/layout/reply.ts";

export type Call =
  | { did: "reply"; reply: Reply; visibility: Visibility }
  | { did: "update"; reply: Reply }
  | { did: "amend"; reply: Reply }
  | { did: "modal"; modal: APIModalInteractionResponseCallbackData }
  | { did: "deferReply"; visibility: Visibility }
  | { did: "deferUpdate" }
  | { did: "choices"; choices: Choice[] };

/** The far end of one request: writes down what it was told, and tells `onCall` as well. */
export function createRecorder(
  onCall: (call: Call) => void = () => undefined,
): Responder & { calls: Call[] } {
  const calls: Call[] = [];
  const write = (call: Call): Promise<void> => {
    calls.push(call);
    onCall(call);
    return Promise.resolve();
  };
  return {
    calls,
    reply: (reply, visibility) => write({ did: "reply", reply, visibility }),
    update: (reply) => write({ did: "update", reply }),
    amend: (reply) => write({ did: "amend", reply }),
    address: () => null,
    modal: (modal) => write({ did: "modal", modal }),
    deferReply: (visibility) => write({ did: "deferReply", visibility }),
    deferUpdate: () => write({ did: "deferUpdate" }),
    choices: (choices) => write({ did: "choices", choices }),
  };
}
