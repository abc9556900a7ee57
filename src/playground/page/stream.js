/** @import { ChannelEvent } from "../protocol.ts" */

/** @typedef {Extract<ChannelEvent, { kind: "state" }>} State */

/**
 * What tabs tell each other: one that comes asks for the channel as it is, and the one with the
 * connection answers it, and passes on to all what comes.
 * @typedef {{ to: string, event: ChannelEvent }
 *   | { to: "all", event: ChannelEvent | null }
 *   | { to: "leader", from: string }} Word
 */

/**
 * Follows what the server tells at an address, with one connection for all tabs of this browser: it
 * allows six to a host, and each tab would hold one for ever. Whichever tab has the lock is connected;
 * when it goes, the next one has it, and begins with the whole state.
 * @param {string} address
 * @param {(event: ChannelEvent) => void} onEvent
 * @param {() => void} onLost called whenever the connection is gone
 * @returns {() => void} ends it
 */
export function followTogether(address, onEvent, onLost) {
  // Absent where the page is not on loopback, or the browser is old.
  if (!("locks" in navigator) || !("BroadcastChannel" in window))
    return connect(address, onEvent, onLost);
  const me = crypto.randomUUID();
  const others = new BroadcastChannel(address);
  const leaving = new AbortController();
  /** What of the channel is known here; null before anything is. */
  let known = /** @type {ReturnType<typeof createKnown> | null} */ (null);
  let isLeader = false;

  /** @param {Word} word */
  const say = (word) =>
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has one origin
    others.postMessage(word);

  /** @param {ChannelEvent | null} event null where the connection is gone */
  function receive(event) {
    if (!event) return onLost();
    // What comes before the state that this tab has asked for is in it.
    if (event.kind === "state") known = createKnown(event);
    else if (known) known.note(event);
    else return;
    onEvent(event);
  }

  /** @param {ChannelEvent | null} event */
  function pass(event) {
    receive(event);
    say({ to: "all", event });
  }

  others.addEventListener("message", ({ data }) => {
    /** @type {Word} */
    const word = data;
    if ("event" in word) {
      if (word.to === me || word.to === "all") receive(word.event);
    } else if (isLeader && known) say({ to: word.from, event: known.state() });
  });
  say({ to: "leader", from: me });

  void navigator.locks
    .request(address, { signal: leaving.signal }, () => {
      isLeader = true;
      const disconnect = connect(address, pass, () => pass(null));
      return new Promise((resolve) => {
        leaving.signal.addEventListener("abort", () => {
          disconnect();
          resolve(null);
        });
      });
    })
    // It went before it had the lock.
    .catch(() => null);

  return () => {
    leaving.abort();
    others.close();
  };
}

/**
 * The browser connects again by itself, and then begins with the whole state.
 * @param {string} address
 * @param {(event: ChannelEvent) => void} onEvent
 * @param {() => void} onLost
 */
function connect(address, onEvent, onLost) {
  const source = new EventSource(address);
  source.addEventListener("message", ({ data }) => onEvent(JSON.parse(data)));
  source.addEventListener("error", onLost);
  return () => source.close();
}

/**
 * The channel as it is after all that was told of it.
 * @param {State} first
 */
function createKnown(first) {
  const messages = new Map(first.messages.map((message) => [message.id, message]));
  let { story } = first;
  let toldAt = Date.now();

  return {
    /** @param {ChannelEvent} event */
    note(event) {
      if (event.kind === "message") messages.set(event.message.id, event.message);
      else if (event.kind === "gone") messages.delete(event.id);
      else if (event.kind === "story") {
        ({ story } = event);
        toldAt = Date.now();
      }
    },
    /** @returns {State} */
    state() {
      // Its time has gone on since.
      const now = new Date(Date.parse(story.now) + Date.now() - toldAt).toISOString();
      return { ...first, messages: [...messages.values()], story: { ...story, now } };
    },
  };
}
