import { describe, expect, test } from "vitest";
import { aSnapshot, button, CHANNEL, type House, openHouse } from "./house.ts";

const onDay = (date: string) => ({ date, precision: "day" as const, inferred: false });

const snapshots = [
  aSnapshot([
    { title: "Alpine marmots asleep", published: onDay("2024-05-17") },
    { title: "A survey of alpine marmots", published: onDay("2026-04-18") },
    { title: "Alpine marmots of unknown age" },
    { title: "Lynxes at night", organisation: "Vulture Institute" },
  ]),
];

async function search(query: string): Promise<string> {
  return plainly(await (await openHouse({ snapshots })).ask("paper search", { query }));
}

/** As people read it, without escapes. */
function plainly({ text }: { text: string }): string {
  return text.replaceAll("\\", "");
}

describe("/paper search", () => {
  test("says nothing about a query that was understood as it was typed", async () => {
    const text = await search('"alpine marmots" -survey');
    expect(text).toContain("Alpine marmots asleep");
    expect(text).not.toContain("A survey of");
    expect(text).not.toContain("Searched for");
  });

  test("says how it understood a query that cannot be read as it was typed", async () => {
    expect(await search('"alpine marmots')).toContain("-# Searched for “alpine marmots”");
    expect(await search("zzzyx (((")).toContain("-# Searched for “zzzyx”");
  });

  test("leaves out a filter that cannot be read, says so, and searches the rest", async () => {
    const text = await search("marmots since:banana");
    expect(text).toContain("### Papers on “marmots since:banana”\n-# Searched for “marmots”\n");
    expect(text).toContain("-# Left out: since:banana can't be read. since: takes 2024, 2024-05,");
    expect(text).toContain("-# 1–3 of 3");
    const house = await openHouse({ snapshots });
    const alone = await house.ask("paper search", { query: "since:banana" });
    expect(alone.how).toBe("private");
    expect(plainly(alone)).toMatch(/^since:banana can't be read\. since: takes 2024/);
  });

  test.each([
    ["marmots since:2030", "No papers on “marmots” are that new.", "3 papers, 1 of them undated"],
    ["marmots before:1950", "No papers on “marmots” are that old.", "3 papers, 1 of them undated"],
    ["marmots has:code", "No papers on “marmots” have code.", "3 papers"],
    ["marmots org:vulture", "No papers on “marmots” are from “vulture”.", "3 papers"],
    ["marmots author:ada", "No papers on “marmots” are by “ada”.", "3 papers"],
    ["marmots title:lynx", "No papers on “marmots” have “lynx” in the title.", "3 papers"],
    [
      "alpine since:2024 org:vulture",
      "No papers on “alpine” since 2024 are from “vulture”.",
      "2 papers",
    ],
    ["marmots has:code org:vulture", "No papers on “marmots” from vulture, with code.", "3 papers"],
  ])("says of %j which filter leaves nothing, and offers the rest", async (query, told, rest) => {
    const house = await openHouse({ snapshots });
    const answer = await house.ask("paper search", { query });
    expect(plainly(answer)).toContain(told);
    expect(plainly(answer)).toMatch(new RegExp(`-# Without “[a-z0-9 ,‘’]+”: ${rest}$`));
    const [without] = answer.components.filter(({ label }) => label !== undefined);
    expect(without?.label).toMatch(/^Search without /);
    const list = await house.press(without?.custom_id);
    expect(list.text).toContain(`of ${rest.charAt(0)}`);
  });

  test("says of a filter alone that nothing is like that, and blames none for unknown words", async () => {
    const alone = await search("since:2030");
    expect(alone).toContain("No papers are that new.\n-# Without “since 2030”: 4 papers");
    expect(await search("qwxzk since:2030")).toContain("No papers on “qwxzk since:2030”.");
  });

  test("keeps the other limits of a search where it leaves out a filter", async () => {
    const house = await openHouse({ snapshots });
    const options = { query: "marmots org:vulture", since: "2026" };
    const answer = await house.ask("paper search", options);
    expect(plainly(answer)).toContain("-# Without “from vulture”: 1 paper");
    const latest = await house.ask("paper latest", { query: "marmots since:2030" });
    expect(plainly(latest)).toContain(
      "No papers on “marmots” are that new.\n-# Without “since 2030”: 2 p",
    );
    const list = await house.press(button(latest, "Search without “since 2030”"));
    expect(list.text).toContain("### Latest papers on “marmots”");
  });

  test("counts the papers that a time leaves out because they have no date", async () => {
    const text = await search("title:marmots since:7d");
    expect(text).toContain("A survey of");
    expect(text).not.toContain("asleep");
    expect(text).toContain("1 undated paper left out");
    expect(await search("since:2024")).toContain("2 undated papers left out");
  });

  test("says that no authors are known rather than finding nothing without a word", async () => {
    expect(await search("author:lovelace")).toContain("No papers here list their authors");
    expect(await search("marmots")).not.toContain("names its authors");
  });

  test("pages and draws with the same query", async () => {
    const house = await openHouse({ snapshots });
    expect((await house.ask("paper latest", { query: "marmots -survey" })).text).toContain(
      "asleep",
    );
    const dealt = await house.ask("paper random", { query: "org:vulture" });
    expect(dealt.text).toContain("Lynxes at night");
  });

  test("completes a query with signs in it", async () => {
    const house = await openHouse({ snapshots });
    const choices = await house.complete("paper search", "query", "-survey alpine mar");
    expect(choices.map(({ value }) => value)).toContain("-survey alpine marmots");
  });
});

async function confirmed(house: House, topic: string) {
  const preview = await house.ask("digest subscribe", { topic });
  await house.press(button(preview, "Subscribe"));
  return preview;
}

describe("a topic", () => {
  test("with a filter that cannot be read is refused", async () => {
    const house = await openHouse({ snapshots });
    const answer = await house.ask("digest subscribe", { topic: "marmots since:banana" });
    expect(plainly(answer)).toContain("topic: since:banana can't be read. since: takes 2024,");
  });

  test("is kept in canonical form, and known again however it is written", async () => {
    const house = await openHouse({ snapshots });
    await confirmed(house, "  has:CODE  “alpine marmots”");
    const again = await confirmed(house, '"ALPINE marmots" has:code');
    expect(again.text).toContain("Already subscribed here");
    const kept = await house.store.book.subscriptions.of(CHANNEL);
    expect(kept.map(({ topic }) => topic)).toEqual(['"alpine marmots" has:code']);
  });

  test("matches by its conditions, and /digest why names the one that does not hold", async () => {
    const house = await openHouse({ snapshots });
    const preview = await confirmed(house, "alpine marmots -survey since:2024");
    expect(preview.text).toContain("**1 paper** in the library matches");
    const why = await house.ask("digest why", { paper: "A survey of alpine marmots" });
    expect(why.text).toContain("it doesn't fit *\\-survey*");
    const matched = await house.ask("digest why", { paper: "Alpine marmots asleep" });
    expect(matched.text).toMatch(/Strong match: \*alpine\*, \*marmots\* in its title/);
  });
});

test("/help search shows the language at a glance", async () => {
  const { text } = await (await openHouse({ snapshots })).ask("help", { topic: "search" });
  expect(text.split("\n").length).toBeLessThanOrEqual(12);
  for (const sign of ['"', "-survey", " OR ", "(", "title:", "org:", "author:", "has:code"])
    expect(text).toContain(sign);
  for (const sign of ["since:2024", "since:7d", "before:"]) expect(text).toContain(sign);
});
