import { focusMessage } from "./messages.js";

/**
 * What the view of the messages keeps to while it, or they, change their size: the end of the channel, the
 * beginning of a message that is higher than the view, or, with null, just where the reader has scrolled to.
 * @typedef {"end" | HTMLElement | null} Anchor
 */

/** Pixels that do not count. */
const ABOUT = 8;

const POINTED_OUT_MS = 2000;

/**
 * What can be seen of the messages.
 * @param {HTMLElement} channel
 * @param {HTMLElement} log the messages in it
 */
export function createView(channel, log) {
  /** @type {Anchor} */
  let anchor = "end";
  let height = channel.clientHeight;
  let contentHeight = channel.scrollHeight;

  const topOf = (/** @type {HTMLElement} */ message) =>
    channel.scrollTop + message.getBoundingClientRect().top - channel.getBoundingClientRect().top;
  const isHigher = (/** @type {HTMLElement} */ message) => message.offsetHeight > height;

  function keep() {
    height = channel.clientHeight;
    contentHeight = channel.scrollHeight;
    if (anchor === null) return;
    if (anchor !== "end" && !(anchor.isConnected && isHigher(anchor))) anchor = "end";
    channel.scrollTo({ top: anchor === "end" ? contentHeight : topOf(anchor) });
  }

  channel.addEventListener("scroll", () => {
    // Where a size has changed just now, the observer below is still to come.
    if (channel.clientHeight !== height || channel.scrollHeight !== contentHeight) return;
    const isAtEnd = contentHeight - channel.scrollTop - height < ABOUT;
    const isKept = anchor instanceof HTMLElement && Math.abs(topOf(anchor) - channel.scrollTop);
    if (isAtEnd) anchor = "end";
    else if (isKept === false || isKept > ABOUT) anchor = null;
  });
  const sizes = new ResizeObserver(keep);
  sizes.observe(channel);
  sizes.observe(log);

  return {
    toEnd() {
      anchor = "end";
      requestAnimationFrame(keep);
    },
    /**
     * Brings a new message into view; of one that is higher than the view, the beginning.
     * @param {HTMLElement} message
     */
    async showNew(message) {
      if ("updateComplete" in message) await message.updateComplete;
      requestAnimationFrame(() => {
        anchor = message;
        keep();
      });
    },
    /**
     * Brings a message into view that has been there, and marks it for a moment.
     * @param {HTMLElement} message
     */
    show(message) {
      anchor = null;
      message.scrollIntoView({ block: isHigher(message) ? "start" : "center" });
      message.classList.add("pointed-out");
      setTimeout(() => message.classList.remove("pointed-out"), POINTED_OUT_MS);
      focusMessage(message);
    },
    /** Whether the reader looks at what is newest, and not at something before it. */
    isAtNewest: () => anchor !== null,
  };
}
