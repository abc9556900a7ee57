import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { aSnapshot, BOB, button, type House, menu, openHouse } from "../house.ts";
import { createArxivLookUp } from "../../../src/sources/arxiv/look-up/look-up-paper.ts";
import { createDoiLookUp } from "../../../src/sources/doi/look-up-doi.ts";
import { createLookUps } from "../../../src/sources/look-ups.ts";
import { openStore } from "../../../src/store/open.ts";
import { aPaperOfArxiv } from "../../sources/arxiv/a-feed.ts";
import { aClient, aClock } from "../../sources/a-client.ts";
import { startFarEnd } from "../../sources/far-end.ts";
import { startArxiv } from "../../sources/arxiv/arxiv-stand-in.ts";

const day = (date: string) => ({ date, precision: "day" as const, inferred: false });

/** Only live sources name authors. */
const listing = { origin: "arxiv", textKind: "abstract" } as const;

const snapshots = [
  aSnapshot([
    {
      title: "Alpine marmots asleep",
      published: day("2024-05-17"),
      authors: ["Ada Lovelace", "Grace Hopper"],
      arxivId: "2405.01234",
      text: "Marmots sleep for months, from autumn on.",
    },
    {
      title: "A survey of alpine marmots",
      published: day("2026-04-18"),
      authors: ["A. Lovelace"],
      doi: "10.1234/marmots.7",
    },
    { title: "Marmots of unknown age", organisation: "Vulture Institute" },
    { title: "Old Lynxes", arxivId: "hep-th/9901001" },
  ]),
].map((page) => ({ ...page, ...listing }));

/** As people read it, without escapes. */
const plainly = ({ text }: { text: string }) => text.replaceAll("\\", "");

const ask = async (query: string, house?: House) =>
  await (house ?? (await openHouse({ snapshots }))).ask("paper search", { query });

describe("/paper search reads plain English", () => {
  test("and says in one line how, with a button that searches for the words as they stand", async () => {
    const house = await openHouse({ snapshots });
    const answer = await ask("marmots by Ada Lovelace since 2025", house);
    expect(plainly(answer)).toContain(
      "### Papers on “marmots by Ada Lovelace since 2025”\n-# Searched for “marmots” by Ada Lovelace or A. Lovelace, since 2025",
    );
    expect(answer.text).toContain("A survey of alpine marmots");
    expect(answer.text).not.toContain("Alpine marmots asleep");
    const words = await house.press(button(answer, "Search for the words as typed"));
    expect(words.how).toBe("update");
    expect(words.text).toContain("Alpine marmots asleep");
    expect(words.text).not.toContain("Searched for");
    expect(button(words, "Search for the words as typed")).toBeUndefined();
  });

  test("and keeps quiet where there are only words", async () => {
    const answer = await ask("alpine marmots");
    expect(answer.text).not.toContain("Searched for");
    expect(button(answer, "Search for the words as typed")).toBeUndefined();
  });

  test("and sorts by date, with nothing but that to go by too", async () => {
    const newest = plainly(await ask("newest marmots"));
    expect(newest).toContain("-# Searched for “marmots”, newest first");
    expect(newest.indexOf("A survey of")).toBeLessThan(newest.indexOf("asleep"));
    const all = plainly(await ask("latest papers"));
    expect(all).toContain("-# Searched for all papers, newest first");
    expect(all).toMatch(/-# 1–2 of 2/);
  });

  test("and brings no paper forward that only touches on the words", async () => {
    const house = await openHouse();
    const newest = await ask("newest papers on linear attention", house);
    const latest = await house.ask("paper latest", { query: "linear attention" });
    expect(menu(newest).options[0]?.label).toMatch(/^Local Linear Attention/);
    expect(menu(latest).options[0]?.label).toMatch(/^Sparse Linear Regression/);
  });

  test("and offers the words as typed where nothing is found", async () => {
    const house = await openHouse({ snapshots });
    const answer = await ask("marmots from 2019", house);
    expect(plainly(answer)).toContain("-# Searched for “marmots” from 2019");
    const words = await house.press(button(answer, "Search for the words as typed"));
    expect(words.text).toContain("Alpine marmots asleep");
  });

  test("and says in words which limit leaves nothing", async () => {
    const house = await openHouse({ snapshots });
    const answer = await ask("papers by Grace Hopper since 2025", house);
    expect(plainly(answer)).toContain("No papers since 2025 are by “Grace Hopper”.");
    expect(plainly(answer)).toContain("-# Without “by Grace Hopper”: 1 paper");
    const others = await house.press(button(answer, "Search without “by Grace Hopper”"));
    expect(others.text).toContain("A survey of alpine marmots");
    const narrow = await ask("marmots from 2019", house);
    expect(plainly(narrow)).toContain("No papers on “marmots” are from 2019.");
  });

  test("but lists that were made before it keep their meaning", async () => {
    const house = await openHouse({ snapshots });
    const view = { list: "search", query: "marmots from 2024", since: null, codeOnly: false };
    const key = await house.store.views.save(view, { at: Temporal.Now.instant(), toAll: true });
    const list = await house.press(`paper.page:${key}:1:${BOB}`);
    expect(list.text).not.toContain("Searched for");
  });
});

describe("/paper search for a paper by its id", () => {
  test.each([
    ["2405.01234", "arXiv id 2405.01234", "Alpine marmots asleep"],
    ["https://arxiv.org/pdf/2405.01234v2.pdf", "arXiv id 2405.01234", "Alpine marmots asleep"],
    ["https://huggingface.co/papers/2405.01234", "arXiv id 2405.01234", "Alpine marmots asleep"],
    ["https://doi.org/10.1234/Marmots.7", "DOI 10.1234/marmots.7", "A survey of alpine"],
    ["hep-th/9901001", "arXiv id hep-th/9901001", "Old Lynxes"],
  ])("opens the paper of %j, and no other", async (query, by, title) => {
    const answer = await ask(query);
    expect(plainly(answer)).toContain(`-# Found by the ${by}\n`);
    expect(answer.text).toContain(title);
    expect(button(answer, "Find similar")).toBeDefined();
    expect(button(answer, "Search for the words as typed")).toBeUndefined();
    expect(answer.text.match(/###/g)).toHaveLength(1);
  });

  test("offers the words around it, and the other papers that were named", async () => {
    const house = await openHouse({ snapshots });
    const answer = await ask("is 2405.01234 better than hep-th/9901001 or 2101.00001", house);
    expect(plainly(answer)).toContain("-# No paper here has the arXiv id 2101.00001");
    expect(menu(answer).options.map(({ label }) => label)).toEqual(["Old Lynxes"]);
    const words = await house.press(button(answer, "Search for the words as typed"));
    expect(plainly(words)).toContain("apers on “is 2405.01234 better than");
  });

  test.each([
    ["arXiv 2103.03230", "Paperboy has no paper with the arXiv id 2103.03230."],
    ["10.9999/none", "Paperboy has no paper with the DOI 10.9999/none."],
    ["https://openreview.net/forum?id=YicbFdNTTy", "with the OpenReview id YicbFdNTTy."],
  ])("says of %j that it is not here", async (query, told) => {
    const answer = await ask(query);
    expect(answer.how).toBe("public");
    expect(plainly(answer)).toContain(told);
    expect(answer.text).not.toContain("marmots");
  });

  test("never mistakes another paper for it in /paper show", async () => {
    const house = await openHouse({ snapshots });
    const known = await house.ask("paper show", { paper: "arxiv 2405.01234" });
    expect(known.text).toContain("Alpine marmots asleep");
    const unknown = await house.ask("paper show", { paper: "arxiv 2103.03230" });
    expect(plainly(unknown)).toContain("Paperboy has no paper with the arXiv id 2103.03230.");
  });
});

const AT_DOI_ORG = {
  title: "Deep marmots",
  author: [{ given: "Ada", family: "Lovelace" }],
  issued: { "date-parts": [[2015, 5, 27]] },
};

/** arXiv on loopback with one paper, doi.org with another, and clients whose pauses end when a test says so. */
async function withArxiv() {
  const doiOrg = await startFarEnd({
    answer: ({ path }) =>
      path === "/10.1038/deep" ? { body: JSON.stringify(AT_DOI_ORG) } : { status: 404 },
  });
  const arxiv = await startArxiv("2026-04-20");
  arxiv.world.others.push(aPaperOfArxiv({ id: "2103.03230", title: "Barlow Twins" }));
  const store = await openStore(":memory:");
  const pause = Promise.withResolvers<undefined>();
  const clock = aClock();
  const options = {
    pauseMs: 3000,
    now: clock.now,
    wait: (ms: number) => pause.promise.then(() => clock.wait(ms)),
  };
  const doiClient = aClient(doiOrg.base, options);
  const lookUps = createLookUps({
    sources: {
      arxiv: createArxivLookUp({ client: aClient(arxiv.base, options), apiBase: arxiv.base }),
      doi: createDoiLookUp({ clientOf: () => doiClient, base: doiOrg.base, now: clock.now }),
    },
    paperStore: store.paperStore,
    now: Temporal.Now.instant,
    log: pino({ level: "silent" }),
    stopped: new AbortController().signal,
  });
  const house = await openHouse({ snapshots, store, lookUps });
  return {
    house,
    arxiv,
    endPause: () => pause.resolve(undefined),
    async [Symbol.asyncDispose]() {
      await arxiv[Symbol.asyncDispose]();
      await doiOrg[Symbol.asyncDispose]();
    },
  };
}

describe("/paper search for a paper that arXiv has", () => {
  test("shows its card", async () => {
    await using at = await withArxiv();
    const answer = await ask("arxiv.org/abs/2103.03230", at.house);
    expect(plainly(answer)).toContain("-# Found by the arXiv id 2103.03230");
    expect(answer.text).toContain("Barlow Twins");
    expect(at.arxiv.visits()).toEqual(["api"]);
  });

  test.each(["arxiv 2103.03230", "<https://arxiv.org/abs/2103.03230>."])(
    "opens it in /paper show of %j",
    async (paper) => {
      await using at = await withArxiv();
      const answer = await at.house.ask("paper show", { paper });
      expect(plainly(answer)).toContain("-# Found by the arXiv id 2103.03230");
      expect(answer.text).toContain("Barlow Twins");
    },
  );

  test("opens a DOI that doi.org has in /paper show, and cites it", async () => {
    await using at = await withArxiv();
    const answer = await at.house.ask("paper show", { paper: "https://doi.org/10.1038/DEEP" });
    expect(plainly(answer)).toContain("-# Found by the DOI 10.1038/deep");
    expect(answer.text).toContain("Deep marmots");
    const cited = await at.house.ask("paper cite", { paper: "10.1038/deep" });
    expect(cited.text).toMatch(/lovelace2015deep/);
    expect(cited.text).toContain("10.1038/deep");
    expect(at.arxiv.visits()).toEqual([]);
  });

  test("cites a DOI that was never shown", async () => {
    await using at = await withArxiv();
    const cited = await at.house.ask("paper cite", { paper: "10.1038/deep" });
    expect(cited.text).toMatch(/lovelace2015deep/);
    at.endPause();
    const none = await at.house.ask("paper cite", { paper: "10.1038/none" });
    expect(plainly(none)).toContain(
      "Neither Paperboy nor doi.org has a paper with the DOI 10.1038/none.",
    );
  });

  test("shows it in /paper similar, with the button for what is like it", async () => {
    await using at = await withArxiv();
    const answer = await at.house.ask("paper similar", { paper: "2103.03230" });
    expect(answer.text).toContain("Barlow Twins");
    expect(button(answer, "Find similar")).toMatch(/^paper\.similar:/);
  });

  test("says in /digest why that it was in none", async () => {
    await using at = await withArxiv();
    const answer = await at.house.ask("digest why", { paper: "2103.03230" });
    expect(plainly(answer)).toContain("Barlow Twins");
  });

  test.each(["paper similar", "digest why"])("says in /%s that arXiv has none", async (command) => {
    await using at = await withArxiv();
    const answer = await at.house.ask(command, { paper: "2103.99999" });
    expect(plainly(answer)).toContain(
      "Neither Paperboy nor arXiv has a paper with the arXiv id 2103.99999.",
    );
  });

  test("says that arXiv has none", async () => {
    await using at = await withArxiv();
    const answer = await ask("2103.99999", at.house);
    expect(plainly(answer)).toContain(
      "Neither Paperboy nor arXiv has a paper with the arXiv id 2103.99999.",
    );
  });

  test("says that it is on its way where that takes long, and then shows it by itself", async () => {
    await using at = await withArxiv();
    await ask("2103.99999", at.house);
    const { first, later } = await at.house.askAndWait("paper search", { query: "2103.03230" });
    expect(plainly(first)).toContain(
      "Asking arXiv for the paper with the arXiv id 2103.03230. It'll be here in a moment.",
    );
    at.endPause();
    expect((await later).text).toContain("Barlow Twins");
  });

  test("does not ask while somebody types", async () => {
    await using at = await withArxiv();
    await at.house.complete("paper search", "query", "2103.03230");
    expect(at.arxiv.visits()).toEqual([]);
  });

  test("asks for three in a minute at most", async () => {
    await using at = await withArxiv();
    at.endPause();
    for (const id of ["2101.00001", "2101.00002", "2101.00003"]) await ask(id, at.house);
    const answer = await ask("2103.03230", at.house);
    expect(plainly(answer)).toContain("You've looked up 3 new papers in the last minute.");
  });
});

describe("/paper search for papers like another one", () => {
  const house = openHouse();

  test.each([
    ["papers similar to Barlow Twins: Self-Supervised Learning via Redundancy Reduction", ""],
    ["similar to “Barlow Twins: Self-Supervised Learning via Redundancy Reduction”", ""],
    ["like Barlow Twins but for graphs", ", those with “graphs” first"],
    ["like Barlow Twins", ""],
  ])("lists them for %j", async (query, but) => {
    const answer = await ask(query, await house);
    expect(plainly(answer)).toContain(
      `-# Searched for papers like “Barlow Twins: Self-Supervised Learning via Redundancy Reduction”${but}`,
    );
    const titles = menu(answer).options.map(({ label }) => label ?? "");
    expect(titles.length).toBeGreaterThan(2);
    expect(titles).not.toContainEqual(expect.stringMatching(/^Barlow/));
    const words = await (await house).press(button(answer, "Search for the words as typed"));
    expect(words.text).toContain("Barlow Twins");
  });

  test("takes a subject for what it is", async () => {
    const answer = await ask("papers similar to federated learning", await house);
    expect(plainly(answer)).toContain("-# Searched for “federated learning”");
    expect((await ask("like attention", await house)).text).not.toContain("Searched for");
  });
});
