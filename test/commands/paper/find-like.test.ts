import { expect, test } from "vitest";
import { papersLike } from "../../../commands/paper/lists/find-like.ts";
import { requestIn } from "../../../commands/paper/lists/request.ts";
import { createIndex } from "../../../src/search/create-index.ts";
import { allOf } from "../../../src/search/query/query.ts";
import { readQuery } from "../../../src/search/query/read-query.ts";
import { aPaper } from "../../papers/a-paper.ts";

const titled = (title: string, year = 2024) =>
  aPaper({
    id: title,
    title,
    published: { date: `${year}-05-01`, precision: "day", inferred: false },
  });

const marmot = titled("Whistling marmots on alpine meadows");
const papers = [
  marmot,
  titled("Alpine meadows full of whistling marmots by night"),
  titled("Whistling marmots and robots on alpine meadows"),
  titled("Alpine marmots in winter", 2020),
  titled("Robots that clean kitchens"),
  titled("Robots that fold shirts", 2020),
  titled("Kitchens of the middle ages"),
];
const index = createIndex(papers);

function like(but: string, where = allOf([])): string[] {
  const corpus = { byId: () => undefined };
  const request = requestIn(but, { corpus, now: () => Temporal.Instant.from("2025-01-01T00:00Z") });
  return papersLike(marmot, null, request, where, { index }).map(({ title }) => title);
}

test("first come papers that are alike and answer the rest, then some of each in turns", () => {
  const [both, ...others] = like("robots");
  expect(both).toBe("Whistling marmots and robots on alpine meadows");
  expect(others).toEqual([
    "Alpine meadows full of whistling marmots by night",
    expect.stringMatching(/^Robots/),
    "Alpine marmots in winter",
    expect.stringMatching(/^Robots/),
  ]);
});

test("a limit holds for all of them", () => {
  expect(like("robots", readQuery("since:2023"))).toEqual([
    "Whistling marmots and robots on alpine meadows",
    "Alpine meadows full of whistling marmots by night",
    "Robots that clean kitchens",
  ]);
});
