import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStore, type Store } from "../../../src/store/open.ts";
import { meaningOf, type StandIn, startStandIn } from "../../embeddings/stand-in.ts";
import { aFill, takeIn } from "../../search/vectors/a-fill.ts";
import { aSnapshot, BOB, button, openHouse } from "../house.ts";

const entries = [
  { title: "Hibernation of rodents" },
  { title: "Marmots dance", text: "They dance all summer and snooze." },
  { title: "Slumber of groundhogs" },
  ...Array.from({ length: 12 }, (_, i) => ({ title: `Congestion of cars in city ${i}` })),
];
const QUESTION = "why marmots snooze asleep and dormant through frosty seasons";

let store: Store;
let standIn: StandIn;

beforeEach(async () => {
  store = await openStore(":memory:");
  standIn = await startStandIn();
  await takeIn(store, entries);
});

afterEach(async () => {
  await store.close();
  await standIn[Symbol.asyncDispose]();
});

async function open(more: { deadlineMs?: number } = {}) {
  const filled = await aFill({ store, url: standIn.url, ...more });
  await filled.fill();
  const house = await openHouse({ snapshots: [aSnapshot(entries)], meaning: filled.meaning });
  return { house, ...filled, before: standIn.asked.length };
}

const titles = ({ text }: { text: string }) =>
  [...text.matchAll(/\[([^\]]+)\]\(/g)].map(([, title]) => title);

describe("/paper search, where there is an embedding model", () => {
  test("finds papers that say the same in other words", async () => {
    const { house } = await open();
    const answer = await house.ask("paper search", { query: QUESTION });
    expect(titles(answer)).toEqual(
      expect.arrayContaining(["Hibernation of rodents", "Slumber of groundhogs"]),
    );
    const words = await (
      await openHouse({ snapshots: [aSnapshot(entries)] })
    ).ask("paper search", { query: QUESTION });
    expect(titles(words)).not.toContain("Hibernation of rodents");
  });

  test("keeps within what the options say", async () => {
    const { house } = await open();
    const answer = await house.ask("paper search", { query: QUESTION, "code-only": true });
    expect(answer.text).not.toContain("Hibernation");
  });

  test("asks nobody while people type, nor for a paper that they picked, an id or a filter", async () => {
    const { house, before } = await open();
    await house.complete("paper search", "query", QUESTION);
    const [picked] = await house.complete("paper search", "query", "hibernation");
    await house.ask("paper search", { query: picked?.value ?? "" });
    await house.ask("paper search", { query: "2405.01234" });
    await house.ask("paper search", { query: `${QUESTION} -cars` });
    await house.ask("paper latest", { query: QUESTION });
    await house.ask("paper show", { paper: QUESTION });
    await house.ask("paper random", { query: QUESTION });
    expect(standIn.asked).toHaveLength(before);
  });

  test("turns pages without a paper twice, whoever answers in between", async () => {
    const { house } = await open();
    const query = "marmots asleep dormant cars congestion city";
    let page = await house.ask("paper search", { query });
    const all = titles(page);
    standIn.answer = () => ({ status: 500, body: "" });
    for (let next = button(page, "Next"); next !== undefined; next = button(page, "Next")) {
      page = await house.press(next);
      all.push(...titles(page));
    }
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(12);
    const theirs = await house.press(button(page, "Previous"), { userId: BOB });
    expect(theirs.how).toBe("private");
  });

  test("answers by words alone where the model is slow, broken or lies", async () => {
    const { house, lines, before } = await open({ deadlineMs: 500 });
    const expected = await (
      await openHouse({ snapshots: [aSnapshot(entries)] })
    ).ask("paper search", { query: QUESTION });
    for (const [i, said] of [
      null,
      { vectors: [[1, 2, 3]] },
      { vectors: [] },
      { body: "nonsense" },
      { status: 429, headers: { "retry-after": "60" }, body: QUESTION },
    ].entries()) {
      standIn.answer = () => said;
      // Of each its own, since one that hangs is waited for by all.
      const query = `${QUESTION}${" the".repeat(i)}`;
      const answer = await house.ask("paper search", { query });
      expect(standIn.asked).toHaveLength(before + i + 1);
      expect(titles(answer)).toEqual(titles(expected));
    }
    expect(JSON.stringify([...lines, ...house.lines])).not.toContain("frosty");
  });
});

describe("papers like another one, where there is an embedding model", () => {
  test("need no word in common, and nobody is asked", async () => {
    const { house, before } = await open();
    const paper = "Hibernation of rodents";
    const answer = await house.ask("paper similar", { paper });
    expect(titles(answer)[0]).toBe("Slumber of groundhogs");
    expect(titles(answer)).not.toContain(paper);
    const like = await house.ask("paper search", { query: `papers similar to ${paper}` });
    expect(titles(like)[0]).toBe("Slumber of groundhogs");
    expect(standIn.asked).toHaveLength(before);
  });

  test("are found by words where a paper has no vector yet", async () => {
    standIn.answer = ({ input }) => ({
      vectors: input.map((text) => (text.includes("0") ? [0, 0] : meaningOf(text))),
    });
    const { house } = await open();
    const answer = await house.ask("paper similar", { paper: "Congestion of cars in city 0" });
    expect(titles(answer)[0]).toMatch(/^Congestion of cars in city/);
  });
});
