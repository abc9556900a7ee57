import { describe, expect, test } from "vitest";
import { aPaper } from "../../papers/a-paper.ts";
import { engines } from "../engines.ts";

const papers = [
  aPaper({ title: "Gaussian Splatting of Burrows", abstract: "We colour splats by their centre." }),
  aPaper({ title: "Time Series of Whistles", abstract: "A series of times. Neurons fire." }),
  aPaper({ title: "Deepfakes of Marmots", abstract: "Made by GPT-4o and C++ code in O(n^2)." }),
  aPaper({ title: "A Stable Posture", abstract: "How to sit at a table.", authors: ["Ada Tablo"] }),
  aPaper({ title: "Causal de Finetti", abstract: "A theorem of behavior at la Sapienza." }),
  aPaper({ title: "扩散模型综述", abstract: "图像生成的方法" }),
  aPaper({ title: "Filler", abstract: "Nothing to see." }),
];

describe.each(engines)("words typed to an index %s", (_name, createIndex) => {
  const index = createIndex(papers);
  /** A blank at the end: no word goes on. */
  const search = (text: string) => {
    const { hits, corrected, missing } = index.search(`${text} `);
    return { titles: hits.map(({ paper }) => paper.title), corrected, missing };
  };

  test.each([
    ["gaussiansplatting", "Gaussian Splatting of Burrows", "gaussian splatting"],
    ["timeseries", "Time Series of Whistles", "time series"],
    ["gpt4", "Deepfakes of Marmots", "gpt 4"],
  ])("%s is several words that papers have side by side", (typed, title, used) => {
    const { titles, corrected } = search(typed);
    expect(titles[0]).toBe(title);
    expect(corrected).toEqual([{ typed, used: [used] }]);
  });

  test.each([
    ["deep fakes", "Deepfakes of Marmots"],
    ["C++", "Deepfakes of Marmots"],
    ["GPT-4o", "Deepfakes of Marmots"],
    ["color", "Gaussian Splatting of Burrows"],
    ["centers", "Gaussian Splatting of Burrows"],
    ["behaviours", "Causal de Finetti"],
    ["关于图像生成的方法", "扩散模型综述"],
    ["扩散的模型", "扩散模型综述"],
    ["de finetti", "Causal de Finetti"],
  ])("%s finds its paper without a word about it", (typed, title) => {
    const { titles, ...told } = search(typed);
    expect(titles[0]).toBe(title);
    expect(told).toEqual({ corrected: [], missing: [] });
  });

  test.each(["enables", "fable", "teacher", "tablo", "whistlesplatting", "gpt5", "sitter"])(
    "%s is not taken for another word",
    (typed) => {
      expect(search(typed).corrected.flatMap(({ used }) => used)).not.toContainEqual(
        expect.stringMatching(/^(?:table|stable|gpt4o|fakes|sit)$/),
      );
    },
  );

  test("a slip is put right, and told where a paper was found by it", () => {
    expect(search("gausian splatting").corrected).toEqual([
      { typed: "gausian", used: ["gaussian"] },
    ]);
    expect(
      index.search("gausian ", { where: { kind: "title", text: "whistles" } }).corrected,
    ).toEqual([]);
    // Another first letter makes a short word another one.
    expect(search("aime").corrected).toEqual([]);
  });

  test("words of another language are told instead of matched by their small words", () => {
    expect(search("aprendizaje de la nada")).toEqual({ titles: [], corrected: [], missing: [] });
    expect(search("les réseaux de neurones")).toEqual({
      titles: ["Time Series of Whistles"],
      corrected: [],
      missing: ["réseaux"],
    });
    // Also where papers know all of the others: "la" is in a paper here.
    expect(search("Gaussian splatting pour la table").titles).toEqual([
      "Gaussian Splatting of Burrows",
      "A Stable Posture",
    ]);
  });
});
