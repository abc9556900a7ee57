import { keepWorded, now, setNow } from "./clock.js";
import { one } from "./dom.js";
import { openQuestion } from "./modal.js";

/** @import { StoryNews, StoryState } from "../protocol.ts" */

/**
 * The bar that says when the next digest comes, and moves the story on.
 * @param {HTMLElement} bar
 * @param {{ skip: (nextDigest: string) => Promise<void>, deliver: () => Promise<void>, startOver: () => void }} moves
 */
export function createStory(bar, { skip, deliver, startOver }) {
  const next = one(".next", HTMLElement, bar);
  const news = one(".news", HTMLElement, bar);
  const skipButton = one(".skip", HTMLButtonElement, bar);
  const deliverButton = one(".deliver", HTMLButtonElement, bar);
  /** @type {string | null} */
  let nextDigest = null;

  skipButton.addEventListener("click", () => {
    const to = nextDigest;
    if (to !== null) void once(skipButton, () => skip(to));
  });
  one(".start-over", HTMLButtonElement, bar).addEventListener("click", () =>
    openQuestion(
      "Start over?",
      "This deletes the messages, topics and sample pages here, and resets the clock. Pages you added to the folder stay.",
      { cancel: "Cancel", go: "Start over" },
      startOver,
    ),
  );
  deliverButton.addEventListener("click", () => void once(deliverButton, deliver));

  return {
    /** @param {StoryState} story */
    show(story) {
      nextDigest = story.nextDigest;
      setNow(story.now);
      bar.hidden = nextDigest === null && !story.isPaused && story.news === null;
      setDisabled(skipButton, nextDigest === null);
      keepWorded(next, () =>
        next.replaceChildren(
          nextDigest
            ? countdown(nextDigest)
            : story.isPaused
              ? "Digests are paused here"
              : "No topics here yet",
        ),
      );
      news.textContent = story.news ? newsWords(story.news) : "";
    },
  };
}

/**
 * A second press while the first is under way would skip a second digest.
 * @param {HTMLButtonElement} button
 * @param {() => Promise<void>} work
 */
async function once(button, work) {
  if (button.getAttribute("aria-disabled") === "true") return;
  setDisabled(button, true);
  await work().finally(() => setDisabled(button, false));
}

/**
 * A button that is disabled for good would lose the focus.
 * @param {HTMLButtonElement} button
 * @param {boolean} disabled
 */
function setDisabled(button, disabled) {
  button.setAttribute("aria-disabled", String(disabled));
}

/** @param {string} nextDigest */
function countdown(nextDigest) {
  const minutes = (Date.parse(nextDigest) - now()) / 60_000;
  const hours = minutes / 60;
  if (minutes < 1) return "The next digest is due now";
  if (hours < 1) return `Next digest in ${Math.round(minutes)} min`;
  if (hours < 48) return `Next digest in ${Math.round(hours)} h`;
  return `Next digest in ${Math.round(hours / 24)} days`;
}

const SHORTLY = /** @satisfies {Intl.DateTimeFormatOptions} */ ({
  weekday: "long",
  day: "numeric",
  month: "long",
  hour: "2-digit",
  minute: "2-digit",
});

/** @param {StoryNews} news */
function newsWords(news) {
  switch (news.kind) {
    case "skipped":
      return `Skipped ahead to ${new Date(news.to).toLocaleString("en-GB", SHORTLY)}, your time.`;
    case "delivered":
      return `A new page arrived with ${news.papers} new papers; ${leftWords(news.left)}. The ones that match this channel's topics will be in the next digest.`;
    case "all delivered":
    default:
      return `All sample pages have arrived. Start over to use them again, or save a listing page as text in ${news.folder}.`;
  }
}

/** @param {number} left */
function leftWords(left) {
  return left === 0 ? "that was the last one" : `${left} more to go`;
}
