import { describe, expect, test } from "vitest";
import { aPaper } from "../../papers/a-paper.ts";
import { engines } from "../engines.ts";
import { seedPapers } from "../seed-papers.ts";

function seed(beginning: string) {
  const paper = seedPapers.find(({ displayTitle }) => displayTitle.startsWith(beginning));
  if (!paper) throw new Error(`No paper begins with ${beginning}`);
  return paper;
}

describe.each(engines)("%s", (_, createIndex) => {
  const seeds = createIndex(seedPapers);

  test("papers on the same subject come first, with the words in common", () => {
    const [first] = seeds.similar(seed("Is Mamba Effective for Time Series"));
    expect(first?.paper.displayTitle).toMatch(/Time Series/);
    expect(first?.words).toEqual(expect.arrayContaining(["series"]));
  });

  test("a paper is never similar to itself", () => {
    const own = seedPapers.filter((paper) =>
      seeds.similar(paper, { limit: 232 }).some((hit) => hit.paper.id === paper.id),
    );
    expect(own).toEqual([]);
  });

  test("the words in common are in both papers, each in one form, the most telling first", () => {
    const index = createIndex([
      aPaper({ title: "Marmots", abstract: "A marmot near a river, and rivers near it." }),
      aPaper({ title: "Marmot", abstract: "No marmots at the river." }),
      aPaper({ title: "Rivers", abstract: "Many a river." }),
      aPaper({ title: "Vultures" }),
    ]);
    const [marmots] = index.search("marmots ").hits;
    const [first] = marmots ? index.similar(marmots.paper) : [];
    expect(first?.paper.title).toBe("Marmot");
    expect(first?.words).toEqual(["marmot", "river"]);
  });

  test("a paper that shares nothing has no similar ones", () => {
    const stranger = aPaper({ title: "Zyxwv" });
    expect(createIndex([stranger, aPaper({ title: "Marmots" })]).similar(stranger)).toEqual([]);
  });

  test("a paper of another corpus is compared by what it says", () => {
    const stranger = aPaper({ title: "Federated learning", abstract: "Clients keep their data." });
    expect(seeds.similar(stranger)[0]?.words).toContain("federated");
  });

  test("ten are given unless told", () => {
    expect(seeds.similar(seed("Is Mamba Effective"))).toHaveLength(10);
    expect(seeds.similar(seed("Is Mamba Effective"), { limit: 3 })).toHaveLength(3);
  });
});
