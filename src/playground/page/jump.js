/**
 * The id of the message that an address of Discord leads to, or null. The playground has one channel, so it
 * can only be here. A thread has the id of the message it was started from.
 * @param {string} url
 */
export function messageAt(url) {
  return /^https:\/\/discord\.com\/channels\/(?:@me|\d+)\/(?:\d+\/)?(\d+)$/.exec(url)?.[1] ?? null;
}
