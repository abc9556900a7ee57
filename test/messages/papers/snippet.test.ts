import * as fc from "fast-check";
import { expect, test } from "vitest";
import { plain } from "../../../src/messages/layout/escape.ts";
import { countMatches, snippet } from "../../../src/messages/papers/snippet.ts";
import { hostileText } from "../hostile-text.ts";
import { allNodes, visibleText } from "../read-markdown.ts";

test("the words that matched are bold, a phrase as one", () => {
  expect(
    snippet(
      "Ferret does federated learning, and learning at scale.",
      ["federated", "learning"],
      100,
    ),
  ).toBe("Ferret does **federated learning**, and **learning** at scale.");
});

test("accents, case, hyphens and CamelCase do not hide a match", () => {
  const words = ["frechet", "pretrained", "bank"];
  expect(snippet("The Fréchet distance of PRE-TRAINED BeautyBank", words, 100)).toBe(
    "The **Fréchet** distance of **PRE-TRAINED BeautyBank**",
  );
  expect(snippet("a non-frechet one", words, 100)).toBe("a non-**frechet** one");
});

test("only whole words match", () => {
  expect(snippet("Banking on bankers", ["bank"], 100)).toBe("Banking on bankers");
});

test("a long text is shown where most of the words are, from the start of a sentence if one is near", () => {
  const text = `${"An opening that says nothing of it. ".repeat(5)}Here is federated learning with noise. ${"The end goes on. ".repeat(10)}`;
  expect(snippet(text, ["federated", "noise"], 100)).toBe(
    "… Here is **federated** learning with **noise**. The end goes on. The end goes on. The end goes on…",
  );
});

test("a text without a match is shown from its beginning", () => {
  expect(snippet("One two three four five", ["absent"], 15)).toBe("One two three…");
  expect(snippet("One two three four five", [], 15)).toBe("One two three…");
});

test("a text is matched by how many different words it has", () => {
  expect(
    countMatches("Noise, noise and more noise; federated", ["noise", "federated", "absent"]),
  ).toBe(2);
});

test("any text keeps to its room, and only matches are bold", () => {
  const words = ["word", "federated", "learning", "2024"];
  fc.assert(
    fc.property(hostileText, fc.integer({ min: 0, max: 250 }), (text, max) => {
      const shown = snippet(text, words, max);
      expect(shown.length).toBeLessThanOrEqual(max);
      const bold = allNodes(shown).filter(({ type }) => type === "strong");
      for (const node of bold)
        expect(JSON.stringify(node)).toMatch(/word|federated|learning|2024/i);
      const types = new Set(allNodes(shown).map(({ type }) => type));
      for (const allowed of ["text", "twemoji", "strong"]) types.delete(allowed);
      expect([...types]).toEqual([]);
      const stretch = visibleText(shown).replace(/^… /, "").replace(/…$/, "");
      expect(plain(text)).toContain(stretch);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ["We port C++ code to C#.", ["c++", "c#"], "We port **C++** code to **C#**."],
  ["On .NET, ASP.NET and nets.", [".net"], "On **.NET**, ASP**.NET** and nets."],
  ["A* and RRT* on grids.", ["a*", "rrt*"], "**A\\*** and **RRT\\*** on grids."],
  ["本文综述扩散模型的方法。", ["扩散模型"], "本文综述**扩散模型**的方法。"],
  ["データ拡張の調査", ["拡張"], "データ**拡張**の調査"],
  ["π₀ and β-VAE", ["pi0", "betavae"], "**π₀** and **β-VAE**"],
])("words are bold as a text writes them: %s", (text, words, bold) => {
  expect(snippet(text, words, 200)).toBe(bold);
});
