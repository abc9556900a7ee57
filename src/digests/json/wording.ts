// What the documentation of the JSON says of each field.

export const paper = {
  about: "A paper, as the sources that list it tell. What none of them says is null",
  id: "Paperboy's id of the paper. It never changes",
  title: "The title, in plain text",
  authors: "The authors' names, in the order of the paper; empty where no source names them",
  authorCount: "How many authors there are, which may be known without their names",
  organisation: "The organisation that the paper is listed under",
  abstract: "The authors' abstract, in plain text",
  summary: "A summary that somebody wrote for Paperboy, in plain text",
  aiSummary: "A summary that a model wrote, in plain text",
  published: "The day of publication",
  date: "Such as 2026-11-20, or --11-20 where the year isn't known",
  precision: "Whether the year is known",
  inferred: "Whether Paperboy worked the year out",
  arxivId: "The arXiv id, without a version",
  doi: "The DOI, without a resolver",
  categories: "arXiv categories, the primary one first",
  upvotes: "Upvotes on Hugging Face",
  url: "The page of the paper",
  links: "Code and project pages",
  isWithdrawn: "Whether the authors withdrew it",
};

export const digest = {
  about: "A digest, as it was posted: papers under the topics they match, in their order",
  id: "The id of the digest. It never changes",
  channel: "The Discord channel that it is of",
  channelId: "The channel's id on Discord",
  channelName: "The channel's name; null where the channel isn't public",
  serverName: "The server's name; null where the channel isn't public",
  date: "The local date that it is for; null where somebody sent it by hand",
  dueAt: "When it was due, in UTC",
  url: "The page of the digest; null where there is none",
  sections: "Its topics that have papers, in their order",
  topic: "What the topic is called; null where that isn't known any more",
  papers: "The papers of the topic, in their order",
  why: "Why the paper is there, in a sentence; null where that isn't known any more",
  strength:
    "How much the paper is about the topic, from 0 to 1; null where that isn't known any more",
};
