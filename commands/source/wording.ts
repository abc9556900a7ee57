export const describes = {
  source: "Change the feeds that Paperboy reads",
  add: "Add a feed of a journal, lab, conference or blog",
  url: "Address of the feed, such as https://blog.example.org/feed.xml",
  list: "Show all feeds, and how each is doing",
  remove: "Stop reading a feed",
  feed: "Feed to remove",
};

export const ONLY_OPERATORS =
  "Only the people who run Paperboy can use this. The setting PAPERBOY_OPERATORS names them.";

export const PICK_A_FEED = "Pick one of the feeds that the option suggests.";

export function isOfSettings(name: string): string {
  return `${name} is in the setting PAPERBOY_FEEDS. Remove it there and restart Paperboy.`;
}
