import { followTogether } from "./stream.js";

/** @import { PageRequests } from "../page-requests.ts" */
/** @import { ChannelEvent, OpenedModal, ErrorBody, Suggestions } from "../protocol.ts" */

/**
 * Follows the channel for as long as the page lives; after a lost connection it begins again with the
 * whole state. Returns a function that ends it.
 * @param {string | null} person id of the one who looks; null for the first there is
 * @param {(event: ChannelEvent) => void} onEvent
 * @param {() => void} onLost called whenever the connection is gone
 * @returns {() => void}
 */
export function follow(person, onEvent, onLost) {
  const query = person === null ? "" : `?as=${encodeURIComponent(person)}`;
  return followTogether(`/api/channel${query}`, onEvent, onLost);
}

/**
 * Resolves when Paperboy has answered; the answer itself comes as an event, unless it is a modal.
 * @template {Exclude<keyof PageRequests, "suggest">} Kind
 * @param {Kind} kind
 * @param {PageRequests[Kind]} body
 * @returns {Promise<OpenedModal | null>} rejects with an error whose message is for people
 */
export async function ask(kind, body) {
  const response = await post(kind, body);
  return response.status === 204 ? null : await response.json();
}

/**
 * @param {PageRequests["suggest"]} body
 * @param {AbortSignal} signal
 * @returns {Promise<Suggestions["choices"]>}
 */
export async function suggestions(body, signal) {
  const response = await post("suggest", body, signal);
  /** @type {Suggestions} */
  const { choices } = await response.json();
  return choices;
}

/**
 * @param {keyof PageRequests} kind
 * @param {unknown} body
 * @param {AbortSignal | null} signal
 */
async function post(kind, body, signal = null) {
  const response = await fetch(`/api/${kind}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal,
  }).catch((error) => {
    if (signal?.aborted) throw error;
    throw new Error("Paperboy isn't responding. Is it still running?");
  });
  if (response.ok) return response;
  /** @type {ErrorBody} */
  const refusal = await response.json().catch(() => ({ error: `Status ${response.status}` }));
  throw new Error(refusal.error);
}
