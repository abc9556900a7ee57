/** How far the playground's time is ahead of this machine's: people may have skipped some. */
let aheadMs = 0;

/**
 * Elements whose words depend on the time, and what writes them.
 * @type {Map<HTMLElement, () => void>}
 */
const worded = new Map();

/** The playground's time, in milliseconds since 1970. */
export function now() {
  return Date.now() + aheadMs;
}

/** @param {string} instant the playground's time at this moment, ISO 8601 */
export function setNow(instant) {
  aheadMs = Date.parse(instant) - Date.now();
  writeAgain();
}

/**
 * Writes what an element says about the time, and does so again as time goes on, for as long as the element
 * is in the page.
 * @param {HTMLElement} element
 * @param {() => void} write
 */
export function keepWorded(element, write) {
  worded.set(element, write);
  write();
}

function writeAgain() {
  for (const [element, write] of worded)
    if (element.isConnected) write();
    else worded.delete(element);
}

setInterval(writeAgain, 10_000);
