/** What feeds say of themselves: sentences for people without their full stop, in which only hosts stand. */

export const WEB_PAGE = "sent a web page instead of a feed";
export const NO_FEED = "sent something that isn't a feed";

export function cutOff(host: string): string {
  return `${host} sent a feed without its end`;
}

export function tooLong(host: string, { count, read }: { count: number; read: number }): string {
  return `${host} lists ${many(count)} items, and Paperboy reads ${many(read)} of them`;
}

export function allUnreadable(host: string, count: number): string {
  return count === 1
    ? `${host} has 1 item, which can't be read`
    : `${host} has ${many(count)} items, and none of them can be read`;
}

export const NO_ITEMS = "The feed is empty";
export const ITEMS_TURNED_OVER =
  "Most items are new at once, so only those from the last 2 days count as new";
export const IDS_CHANGE = "Its items get new ids each time, so Paperboy goes by links and titles";

export function unreadableItem(position: number, why: string): string {
  return `Item ${position} ${why}`;
}

export const NOT_WELL_FORMED = "isn't well-formed";
export const TOO_LARGE = "is larger than Paperboy reads";
export const WITHOUT_TITLE = "has no title";
export const LEFT_OUT = "Left out the item";

function many(count: number): string {
  return count.toLocaleString("en");
}

export const NO_ADDRESS =
  "That isn't the address of a feed. It starts with https:// or http:// and has no name or password in it.";
export const TOO_MANY = "Paperboy reads 100 added feeds at most. Remove one first.";

export function tooSlow(host: string): string {
  return `${host} didn't answer in time.`;
}
