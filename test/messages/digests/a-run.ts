import { aPaper } from "../../papers/a-paper.ts";

/** Where digests come, and when, in tests of what is said of them. */
export const place = { channelId: "11", guildId: "22" };
export const person = { channelId: "11", guildId: null };
export const at = Temporal.Instant.from("2026-11-21T08:00:00.900Z");

export const paper = aPaper({ id: "marmots", title: "On Marmots" });

/** What became of a digest that went well. */
export const run = {
  at,
  byHand: false,
  outcome: "sent",
  missing: null,
  papers: 3,
  planned: 3,
  note: null,
};
