// What `/help` is called, and takes.

export const HELP = "See what Paperboy can do";
export const TOPIC = "What to read more about";
export const TOPICS = { search: "How to search", digest: "How digests work" };
export const PICK_A_TOPIC = "pick one of the topics in the list";
