import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printQuery } from "../../../src/search/query/query.ts";
import { readQuery } from "../../../src/search/query/read-query.ts";
import { aPaper } from "../../papers/a-paper.ts";
import { engines } from "../engines.ts";

/** A Friday. */
const TODAY = Temporal.PlainDate.from("2026-11-27");

const day = (date: string) => ({ date, precision: "day" as const, inferred: false });

const papers = [
  aPaper({
    title: "Marmots by Night",
    authors: ["Ada Lovelace", "Grace Hopper"],
    organisation: "Alpine Institute",
    abstract: "Marmots sleep long. Long winters need long sleep. Long data.",
  }),
  aPaper({
    title: "Whistles",
    authors: ["Grace B. Hopper", "Y. LeCun"],
    abstract: "Eagles, as LeCun says.",
  }),
  aPaper({
    title: "Learning without Sleep",
    authors: [
      "Yann LeCun",
      "Jean-Baptiste Long",
      "Anna de la Cruz",
      "Can Winter",
      "The Anh",
      "Vulpes",
    ],
    organisation: "AI at Vulpes",
  }),
  aPaper({ title: "Burrows from Above", abstract: "Burrows.", organisation: "Data Lab" }),
  aPaper({ title: "Recent Burrows in the Snow since Winter", organisation: "Apple" }),
  aPaper({ title: "No Benchmark in the Snow" }),
  aPaper({ title: "Spin", authors: ["J.-B. Long"], published: day("2025-02-01") }),
];

describe.each(engines)("a question to an index %s", (_name, createIndex) => {
  const index = createIndex(papers);
  const read = (text: string) => {
    const question = index.readQuestion(text, TODAY);
    const printed = printQuery(readQuery(question.text));
    return question.order === "best" ? printed : `${printed}, newest first`.replace(/^, /, "");
  };

  test.each([
    ["lovelace", "author:lovelace"],
    ["Ada Lovelace", 'author:"Ada Lovelace"'],
    ["Lovelace, Ada", 'author:"Lovelace Ada"'],
    ["Yann LeCun", 'author:"Yann LeCun" OR author:"Y. LeCun"'],
    ["Y. LeCun", 'author:"Y. LeCun" OR author:"Yann LeCun"'],
    ["y. lecun", 'author:"y. lecun" OR author:"Yann LeCun"'],
    ["LeCun Y", 'author:"LeCun Y" OR author:"Yann LeCun"'],
    ["LeCunn", "author:Lecun"],
    ["lovlace", "author:lovelace"],
    ["Ada Lovelase", 'author:"Ada Lovelace"'],
    ["sleep by Lovelacs", "sleep author:Lovelace"],
    ["sleep by LeCun", "sleep author:LeCun"],
    ["papers by Hopper and LeCun on sleep", "sleep author:Hopper author:LeCun"],
    ["Lovelace et al.", "author:Lovelace"],
    ["Zbontar et al.", "Zbontar"],
    ["sleep, Zbontar et al. 2021", "sleep Zbontar since:2021 before:2022"],
    ["sleep, Lovelace et al. 2023", "sleep author:Lovelace since:2023 before:2024"],
    ["sleep from the Alpine Institute", 'sleep org:"Alpine Institute"'],
    ["from vulpes", "org:vulpes"],
    ["burrows from apple", "burrows org:apple"],
    ["sleep by Lovelace or Hopper", "sleep (author:Lovelace OR author:Hopper)"],
    ["Lovelace or Hopper on sleep", "sleep (author:Lovelace OR author:Hopper)"],
    ["burrows from apple or vulpes", "burrows (org:apple OR org:vulpes)"],
    ["sleep by Lovelace and whistles", "sleep and whistles author:Lovelace"],
    ["burrows by Vulpes", "burrows (author:Vulpes OR org:Vulpes)"],
    ["Lovelace 2023", "author:Lovelace since:2023 before:2024"],
    ["Lovelace et. al. (2023) sleep", "sleep author:Lovelace since:2023 before:2024"],
    ["burrows from apple, 2023", "burrows org:apple since:2023 before:2024"],
    ["papers by de la Cruz", 'author:"de la Cruz"'],
    ["Jean Baptiste Long", 'author:"J.-B. Long" OR author:"Jean-Baptiste Long"'],
    ["J.-B. Long", 'author:"J.-B. Long" OR author:"Jean-Baptiste Long"'],
    ["what did Lovelace publish on sleep?", "sleep author:Lovelace"],
    ['sleep by "Ada Lovelace"', 'sleep author:"Ada Lovelace"'],
    ["papers authored by Lovelace", "author:Lovelace"],
    ["everything from vulpes", "org:vulpes"],
    ["marmots eat anything by Lovelace", "marmots eat anything author:Lovelace"],
    [
      "Jean-Baptiste Long on burrows",
      'burrows (author:"Jean-Baptiste Long" OR author:"J.-B. Long")',
    ],
  ])("finds the people and places in %j", (text, understood) => {
    expect(read(text)).toBe(understood);
  });

  test.each([
    ["marmots from 2024", "marmots since:2024 before:2025"],
    ["marmots since March", "marmots since:2026-03"],
    ["marmots since December", "marmots since:2025-12"],
    ["marmots from May 2023 on", "marmots since:2023-05"],
    ["papers 2024", "since:2024 before:2025"],
    ["newest 2024 papers", "since:2024 before:2025, newest first"],
    ["this week's marmots", "marmots since:2026-11-23"],
    ["marmots May 2024", "marmots since:2024-05 before:2024-06"],
    ["this week", "since:2026-11-23"],
    ["last week", "since:2026-11-16 before:2026-11-23"],
    ["marmots in the last 3 months", "marmots since:2026-08-27"],
    ["2023 to 2025", "since:2023 before:2026"],
    ["marmots 2023–2025", "marmots since:2023 before:2026"],
    ["marmots between 2023 and 2025", "marmots since:2023 before:2026"],
    ["marmots before 2022", "marmots before:2022"],
    ["marmots after 2022", "marmots since:2023"],
    ["marmots until 2022", "marmots before:2023"],
    ["papers published in 2025 about marmots", "marmots since:2025 before:2026"],
    ["papers from today", "since:2026-11-27"],
    ["newest papers", "newest first"],
    ["latest marmots", "marmots, newest first"],
    ["recent papers on marmots", "marmots, newest first"],
    ["the most recent work on marmots", "marmots, newest first"],
    ["what came out in 2024", "since:2024 before:2025"],
    ["what has come out since March on marmots?", "marmots since:2026-03"],
    ["marmots 2024", "marmots since:2024 before:2025"],
    ["marmots 2024 papers", "marmots since:2024 before:2025"],
    ["alpine marmots, 2024", "alpine marmots since:2024 before:2025"],
  ])("finds the time in %j", (text, understood) => {
    expect(read(text)).toBe(understood);
  });

  test.each([
    ["marmots but not eagles", "marmots -eagles"],
    ["marmots without alpine eagles", 'marmots -"alpine eagles"'],
    ["marmots except eagles, hares or foxes", "marmots -eagles -hares -foxes"],
    ["marmots except by Lovelace", "marmots -author:Lovelace"],
    ["marmots without eagles since 2024", "marmots since:2024 -eagles"],
    ["marmots, but not from 2024", "marmots -(since:2024 before:2025)"],
    ["marmots not by Lovelace", "marmots -author:Lovelace"],
    ["not from the Alpine Institute", '-org:"Alpine Institute"'],
    ["marmots not in 2024", "marmots -(since:2024 before:2025)"],
    ["marmots by Lovelace not eagles", "marmots author:Lovelace -eagles"],
    ["marmots but not eagles, in the alps", "marmots in the alps -eagles"],
    ["alpine marmots, not eagles", "alpine marmots -eagles"],
    ["marmots, neither eagles nor hares", "marmots -eagles -hares"],
    ["marmots but neither eagles nor alpine hares", 'marmots -eagles -"alpine hares"'],
    ["marmots not eagles", "marmots -eagles"],
    ["federated learning without eagles", "federated learning -eagles"],
    ["No surveys on marmots", "marmots -surveys"],
    ["no surveys or reviews about marmots", "marmots -surveys -reviews"],
    ["marmots, no benchmarks", "marmots -benchmarks"],
    ["marmots no surveys since 2024", "marmots since:2024 -surveys"],
    ['"alpine marmots" -snow from 2024', '"alpine marmots" since:2024 before:2025 -snow'],
  ])("finds the exceptions in %j", (text, understood) => {
    expect(read(text)).toBe(understood);
  });

  test("of a link that names no paper, reads what its path says", () => {
    expect(read("https://www.github.com/alps/alpine-marmots")).toBe("alps alpine-marmots");
  });

  test.each([
    "marmots",
    "long winters",
    "Learning without Sleep",
    "learning without sleeping",
    "Burrows from Above",
    "burrows from data",
    "marmots by night",
    "sleep by whistling",
    "from scratch",
    "language models today",
    "Recent Burrows in the Snow",
    "recent advances in burrows",
    "snow since winter",
    "without eagles",
    "a long winter in 20245",
    "in 30 minutes",
    '"by Lovelace"',
    'sleep by "long nights"',
    "author:Lovelace",
    "-2024",
    "what did they not say",
    "marmots are not eagles",
    "whistles not of marmots",
    "out of burrows",
    "(Lovelace OR Hopper) sleep",
    "marmots OR eagles from 2024",
    "sleep -(Lovelace marmots)",
    "Can marmots sleep?",
    "marmots, not only eagles",
    "marmots but not just eagles",
    "Marmot sleeps by Eagels",
    "whistls",
    "sleep of a Lovelacsx",
    "neither eagles nor hares",
    "marmots that sleep neither",
    "no surveys",
    "no sleep on winters",
    "No Benchmark in the Snow",
    "marmots with no eagles",
    "from Apple to marmots",
    "The whistles of marmots",
    "le sommeil de la marmotte",
    "from de novo burrows",
    "",
  ])("leaves %j as it was typed", (text) => {
    expect(index.readQuestion(text, TODAY)).toEqual({ text, order: "best", isRead: false });
  });
});

const [inMemory, inStore] = engines.map(([, createIndex]) => createIndex(papers));
const word = fc.constantFrom(
  ...'by from and et al. Ada Lovelace Hopper LeCun Y. G long marmots sleep , without but not except since in 2024 March last week to the newest recent papers on ( ) " - OR author:hopper Alpine Institute'.split(
    " ",
  ),
);

test("any question is read alike by both, as a query that can be read", () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 10 }), (words) => {
      const text = words.join(" ");
      const question = inMemory?.readQuestion(text, TODAY);
      expect(inStore?.readQuestion(text, TODAY)).toEqual(question);
      const query = printQuery(readQuery(question?.text ?? ""));
      expect(printQuery(readQuery(query))).toBe(query);
    }),
    { numRuns: 500 },
  );
});

test("nothing that can be typed is an error, or lost", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      const question = inMemory?.readQuestion(text, TODAY);
      expect(question?.isRead === true || question?.text === text).toBe(true);
      expect(inStore?.readQuestion(text, TODAY)).toEqual(question);
    }),
  );
});
