import { followTogether } from "./stream.js";

/** @import { PageRequests } from "../page-requests.ts" */
/** @import { ChannelEvent, OpenedModal, ErrorBody, Suggestions, Uploaded } from "../protocol.ts" */

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
 * @template {Exclude<keyof PageRequests, "suggest" | "upload">} Kind
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

/** Four times what any command reads of a file; the server takes little more. */
const LARGEST_UPLOAD = 1024 * 1024;

/**
 * @param {File} file
 * @returns {Promise<Uploaded["attachment"]>} what is filled in for it
 */
export async function upload(file) {
  if (file.size > LARGEST_UPLOAD) throw new Error("That file is too large for the playground.");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const response = await post("upload", { name: file.name, contents: base64(bytes) });
  /** @type {Uploaded} */
  const { attachment } = await response.json();
  return attachment;
}

/** @param {Uint8Array} bytes */
function base64(bytes) {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
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
