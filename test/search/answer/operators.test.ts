import { describe, expect, test } from "vitest";
import type { Paper } from "../../../src/papers/paper.ts";
import { aPaper } from "../../papers/a-paper.ts";
import { engines } from "../engines.ts";
import { seedPapers } from "../seed-papers.ts";

const onDay = (date: string) => ({ date, precision: "day" as const, inferred: false });

describe.each(engines)("%s", (_, createIndex) => {
  const TODAY = Temporal.PlainDate.from("2026-04-20");

  const papers: Paper[] = [
    aPaper({
      id: "alpine",
      title: "Alpine Marmots",
      abstract: "Marmots whistle at eagles. Alpine marmots sleep long.",
      published: onDay("2024-05-17"),
      links: [{ kind: "code", url: "https://example.org/code" }],
      authors: ["Ada Lovelace", "Élie Cartan"],
    }),
    aPaper({
      id: "survey",
      title: "Marmots: a Survey",
      abstract: "A survey of marmots.",
      published: onDay("2026-04-18"),
      organisation: "Vulture Institute",
    }),
    aPaper({
      id: "lynx",
      title: "Lynxes at Night",
      abstract: "The lynx is pre-trained to see owls.",
      published: { date: "--04-18", precision: "month-day", inferred: false },
      authors: ["Emmy Noether"],
    }),
  ];
  const index = createIndex(papers);

  function found(query: string): string[] {
    const { hits } = index.search(query, { today: TODAY });
    return hits.map(({ paper }) => paper.id).toSorted();
  }

  function matched(topic: string): string[] {
    const matches = index.matchTopics([topic], papers, TODAY).get(topic) ?? [];
    return matches.map(({ paperId }) => paperId).toSorted();
  }

  describe.each([
    ['"alpine marmots"', ["alpine"]],
    ["“alpine marmot”", ["alpine"]],
    ['"marmots alpine"', []],
    ['"pretrained to see"', ["lynx"]],
    ["marmots -survey", ["alpine"]],
    ['marmots -"a survey"', ["alpine"]],
    ["marmots -(survey OR alpine)", []],
    ["-marmots", ["lynx"]],
    ["-alpine -survey", ["lynx"]],
    ["alpine OR lynxes", ["alpine", "lynx"]],
    ['"alpine marmots" OR lynxes', ["alpine", "lynx"]],
    ["(alpine OR lynxes) has:code", ["alpine"]],
    ["alpine OR lynxes has:code", ["alpine"]],
    ["lynxes OR (marmots has:code)", ["alpine", "lynx"]],
    ["title:marmots", ["alpine", "survey"]],
    ["title:lynx", ["lynx"]],
    ['title:"a survey"', ["survey"]],
    ["title:whistle", []],
    ["org:vulture", ["survey"]],
    ["marmots org:vulture", ["survey"]],
    ["lynxes org:vulture", []],
    ["lynxes title:survey", []],
    ['organisation:"vulture institute"', ["survey"]],
    ["author:lovelace", ["alpine"]],
    ['author:"cartan elie"', ["alpine"]],
    ["author:gauss", []],
    ["has:code", ["alpine"]],
    ["-has:code", ["lynx", "survey"]],
    ["since:2024", ["alpine", "survey"]],
    ["since:2024-05-18", ["survey"]],
    ["since:7d", ["survey"]],
    ["before:2025", ["alpine"]],
    ["before:2024-05-17", []],
    ["since:2024 before:2025", ["alpine"]],
    ["title:marmots since:7d", ["survey"]],
  ])("%s", (query, ids) => {
    test("finds", () => {
      expect(found(query)).toEqual(ids);
    });
    test("is a topic of just these papers", () => {
      expect(matched(query)).toEqual(ids);
    });
  });

  describe.each([
    ["as it is", ""],
    // What has formulas is read again where the words of others are looked up.
    ["with a formula", " $\\alpha$"],
  ])("where a listing has a title %s", (_what, formula) => {
    const whole = [
      ["network", "Network Pruning", "Nettle fields and a subnet."],
      ["subnet", "Subnet Search", "The networks of nettles."],
      ["net", "Net Pruning", "A net searches."],
      ["neural", "Neural Networks", "Of neural networking."],
      ["joined", "Neural-Net Fields", "Neural nets."],
    ].map(([id = "", title = "", abstract = ""]) =>
      aPaper({ id, title: title + formula, displayTitle: title + formula, abstract }),
    );
    const about = createIndex(whole);

    test.each([
      ['"net"', ["joined", "net"]],
      ["title:net", ["joined", "net"]],
      ['"net pruning"', ["net"]],
      ['"net search"', ["net"]],
      ['"subnet search"', ["subnet"]],
      ['title:"neural net"', ["joined"]],
      ['"work pruning"', []],
      ["title:work", []],
      ["pruning -net", ["network"]],
    ])("%s matches no part of a longer word", (query, ids) => {
      const hits = about.search(query, { today: TODAY }).hits.map(({ paper }) => paper.id);
      expect(hits.toSorted()).toEqual(ids);
      const topic = about.matchTopics([query], whole, TODAY).get(query) ?? [];
      expect(topic.map(({ paperId }) => paperId).toSorted()).toEqual(ids);
    });
  });

  test("words beside operators rank as they do alone", () => {
    const { hits } = index.search("marmots survey -lynxes");
    expect(hits[0]?.paper.id).toBe("survey");
  });

  test("the best of each alternative come first", () => {
    const { hits } = index.search("lynxes OR survey");
    expect(hits.map(({ paper }) => paper.id)).toEqual(["survey", "lynx"]);
  });

  test("what is only limited comes newest first", () => {
    const { hits } = index.search("since:2020");
    expect(hits.map(({ paper }) => paper.id)).toEqual(["survey", "alpine"]);
  });

  test("a word within operators is repaired as one alone is", () => {
    const { hits, corrected } = index.search("marmuts has:code");
    expect(hits.map(({ paper }) => paper.id)).toEqual(["alpine"]);
    expect(corrected.map(({ typed }) => typed)).toEqual(["marmuts"]);
  });

  test("signs in a title that was picked are no signs of the language", () => {
    const title = 'On "OR" -survey (has:code)';
    const picked = createIndex([...papers, aPaper({ id: "signs", title })]);
    const { hits } = picked.search({ kind: "words", text: title });
    expect(hits[0]?.paper.id).toBe("signs");
  });

  function strength(topic: string): number | undefined {
    return index.matchTopics([topic], papers).get(topic)?.[0]?.strength;
  }

  test("a topic is as strong as the weakest of what it wants, or the strongest alternative", () => {
    expect(strength('"alpine marmots"')).toBe(1);
    expect(strength('"alpine marmots" eagles')).toBeUndefined();
    expect(strength('"alpine marmots" "whistle at"')).toBe(0.5);
    expect(strength('"alpine marmots" OR "whistle at"')).toBe(1);
  });

  test("a topic names the words of the paper that made it match, and where they stand", () => {
    const [match] = index.matchTopics(['"alpine marmot" has:code'], papers).values();
    expect(match?.[0]).toMatchObject({ words: ["alpine", "marmots"], fields: ["title", "text"] });
  });

  describe.each<[text: string, ids: string[], idsOfTopic?: string[]]>([
    ["OR OR", []],
    ['"', []],
    [")(", []],
    ["-", []],
    ["--", []],
    ["title:", []],
    ["since:banana", []],
    ["-title:", ["alpine", "lynx", "survey"]],
    [`${"(".repeat(5000)}a${")".repeat(5000)}`, []],
    ['"a" '.repeat(2500), ["survey"]],
    ["-a ".repeat(3334), ["alpine", "lynx"]],
    // A word that says nothing is no topic.
    ["a OR ".repeat(2000), ["survey"], []],
    [`title:${"x".repeat(10_000)}`, []],
    [`"${"a ".repeat(5000)}"`, ["survey"], []],
    ["title:__proto__ -constructor", []],
    ["\u202etitle:\u200b \ud800", []],
  ])("nothing typed is an error, such as text %#", (text, ids, idsOfTopic = ids) => {
    test("it finds what it says", () => {
      expect(found(text)).toEqual(ids);
      expect(matched(text)).toEqual(idsOfTopic);
    });
    test("and suggests papers, each once, and words", () => {
      const suggested = index.suggest(text);
      const ofPapers = suggested.flatMap((one) => (one.kind === "paper" ? [one.paper] : []));
      expect(papers).toEqual(expect.arrayContaining(ofPapers));
      expect(new Set(ofPapers).size).toBe(ofPapers.length);
      expect(suggested.length).toBeLessThanOrEqual(25);
    });
  });

  const seeds = createIndex(seedPapers);

  function idsFor(query: string): Set<string> {
    return new Set(seeds.search(query, { limit: 300 }).hits.map(({ paper }) => paper.id));
  }

  test("operators find among the papers that ship what a look at each of them finds", () => {
    const withCode = seedPapers.filter(({ links }) => links.some(({ kind }) => kind === "code"));
    expect(idsFor("has:code")).toEqual(new Set(withCode.map(({ id }) => id)));
    const titled = seedPapers.filter(({ displayTitle }) => /\bdiffusion\b/i.test(displayTitle));
    expect(titled.length).toBeGreaterThan(0);
    expect(idsFor("title:diffusion")).toEqual(new Set(titled.map(({ id }) => id)));
    const others = seedPapers.filter((paper) => !titled.includes(paper));
    expect(idsFor("-title:diffusion")).toEqual(new Set(others.map(({ id }) => id)));
  });
});
