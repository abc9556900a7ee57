import { describe, expect, test } from "vitest";
import { meaningsWith } from "../../../../src/search/words/meaning/meanings.ts";
import { readMeanings } from "../../../../src/search/words/meaning/read-meanings.ts";
import { aPaper } from "../../../papers/a-paper.ts";
import { engines } from "../../engines.ts";

const OF_BIOLOGISTS = `
cryo-EM, electron cryomicroscopy
field: phylogenetics, evolutionary tree, tree of life > molecular clock
`;

describe.each(engines)("an operator's own meanings, %s", (_, createIndex) => {
  const titles = [
    "Electron Cryomicroscopy of Ribosomes",
    "A Molecular Clock for Marmots",
    "Phylogenetics of the Alps",
    "Makeup for Vultures",
  ];
  const papers = titles.map((title) => aPaper({ title }));
  const own = meaningsWith(readMeanings(OF_BIOLOGISTS).lines);
  const [plain, taught] = [createIndex(papers), createIndex(papers, own)];
  type Index = typeof plain;

  const found = (index: Index, query: string) =>
    index.search(query).hits.map(({ paper }) => paper.title);
  const about = (index: Index, topic: string) =>
    (index.matchTopics([topic], papers).get(topic) ?? []).map(
      ({ paperId }) => papers.find(({ id }) => id === paperId)?.title,
    );

  const suggested = (index: Index) =>
    index.suggest("phylog").flatMap((one) => (one.kind === "words" ? [one.text] : []));

  test("find papers in other words, beside those that ship", () => {
    expect(found(taught, "cryo-EM of ribosomes")[0]).toBe(titles[0]);
    expect(found(taught, "cryo-EM")).toEqual([titles[0]]);
    expect(found(plain, "cryo-EM")).toEqual([]);
    expect(found(taught, "cosmetics")).toEqual([titles[3]]);
  });

  test("give a topic the papers that use another name of the field, or are about a part", () => {
    expect(about(taught, "evolutionary tree")).toEqual([titles[1], titles[2]]);
    expect(about(taught, "the tree of life")).toEqual([titles[1], titles[2]]);
    expect(about(taught, "molecular clock")).toEqual([titles[1]]);
    expect(about(plain, "evolutionary tree")).toEqual([]);
  });

  test("are suggested where papers have their words", () => {
    expect(taught.fieldNames).toContain("phylogenetics");
    expect(plain.fieldNames).not.toContain("phylogenetics");
    expect(suggested(taught)).toContain("phylogenetics");
    expect(suggested(plain)).not.toContain("phylogenetics");
  });
});
