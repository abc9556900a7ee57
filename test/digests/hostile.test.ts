import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readable } from "../../src/papers/text/clean.ts";
import type { Paper } from "../../src/papers/paper.ts";
import { allComponents } from "../discord/check-message.ts";
import { hostileText } from "../messages/hostile-text.ts";
import { allNodes } from "../messages/read-markdown.ts";
import { aPaper } from "../papers/a-paper.ts";
import { office, usePostOffice } from "./at-post-office.ts";
import { SATURDAY } from "./post-office.ts";

/** What the parser calls that which pings. */
const PINGS = ["user", "channel", "role", "here", "everyone", "slashCommand"];

const DAYS = 15;

usePostOffice();

const paper: fc.Arbitrary<Omit<Paper, "id">> = fc
  .record({ title: hostileText, abstract: hostileText, organisation: hostileText })
  .map((texts) => aPaper({ ...texts, displayTitle: readable(texts.title) }));

test("whatever papers are called, each arrives, nobody is pinged, and nothing is refused", async () => {
  const settings = { most: 25 };
  const channel = await office.channel("text", { settings });
  const forum = await office.channel("forum", { settings });
  const days = fc.sample(fc.array(paper, { minLength: 20, maxLength: 25 }), {
    numRuns: DAYS,
    seed: 2026,
  });
  const due: string[] = [];
  for (const [day, drawn] of days.entries()) {
    const papers = drawn.map((one, i) => ({ ...one, id: `d${day}p${i}` }));
    due.push(...papers.map(({ id }) => id));
    await office.papersCome(papers);
    await office.tick(SATURDAY.add({ hours: 24 * day }));
  }
  expect(office.standIn.refusals).toEqual([]);
  expect(office.papersIn(channel).toSorted()).toEqual(due.toSorted());
  expect(office.papersIn(forum).toSorted()).toEqual(due.toSorted());
  for (const { body } of office.messagesIn(channel)) {
    expect(body.allowed_mentions).toEqual({ parse: [] });
    for (const { content = "" } of allComponents(body.components ?? []))
      expect(allNodes(content).filter(({ type }) => PINGS.includes(type))).toEqual([]);
  }
});
