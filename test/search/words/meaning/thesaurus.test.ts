import { expect, test } from "vitest";
import { createIndex } from "../../../../src/search/create-index.ts";
import { aPaper } from "../../../papers/a-paper.ts";

function titlesFor(query: string, ...titles: string[]): string[] {
  const papers = titles.map((title) => aPaper({ title }));
  return createIndex(papers)
    .search(query)
    .hits.map(({ paper }) => paper.title);
}

const AMONG_OTHERS = ["Marmots and Lynxes", "Vultures of the Alps", "Whistles at Dawn"];

test("a paper is found by words that mean the same as its own", () => {
  const [first] = titlesFor("cosmetics on a photo", "Makeup in an Image", ...AMONG_OTHERS);
  expect(first).toBe("Makeup in an Image");
});

test("what was typed comes before what only means the same", () => {
  const titles = ["A Picture of Marmots", "An Image of Marmots"];
  expect(titlesFor("marmot image", ...titles)[0]).toBe("An Image of Marmots");
  expect(titlesFor("marmot picture", ...titles)[0]).toBe("A Picture of Marmots");
});

test("in a sentence, which describes a paper, words that mean the same nearly count as typed", () => {
  const [first] = titlesFor(
    "cut away parts of a chatbot to make it quicker",
    "Pruning Language Models to Accelerate",
    "Marmots Make Parts",
    ...AMONG_OTHERS,
  );
  expect(first).toBe("Pruning Language Models to Accelerate");
});
