import * as fc from "fast-check";
import { expect, test } from "vitest";
import { plain } from "../../../src/messages/layout/escape.ts";
import { sentencesOf } from "../../../src/messages/papers/sentences.ts";
import { snippet } from "../../../src/messages/papers/snippet.ts";
import { hostileText } from "../hostile-text.ts";
import { allNodes, visibleText } from "../read-markdown.ts";

const line = (text: string, words: readonly string[], max: number, title?: string) =>
  snippet([{ text }], words, max, title);

test("the words that matched are bold, a phrase as one", () => {
  expect(
    line("Ferret does federated learning, and learning at scale.", ["federated", "learning"], 100),
  ).toBe("Ferret does **federated learning**, and **learning** at scale.");
  expect(line("Ferret needs a chain of thought.", ["chain", "thought"], 100)).toBe(
    "Ferret needs a **chain of thought**.",
  );
});

test("accents, case, hyphens and CamelCase do not hide a match", () => {
  const words = ["frechet", "pretrained", "bank"];
  expect(line("The Fréchet distance of PRE-TRAINED BeautyBank", words, 100)).toBe(
    "The **Fréchet** distance of **PRE-TRAINED BeautyBank**",
  );
  expect(line("a non-frechet one", words, 100)).toBe("a non-**frechet** one");
});

test("only whole words match", () => {
  expect(line("Banking on bankers", ["bank"], 100)).toBe("Banking on bankers");
});

test("a long text is shown by the sentence that has most of the words, and those that fit after it", () => {
  const text = `${"An opening that says nothing of it. ".repeat(5)}Here is federated learning with noise. ${"The end goes on. ".repeat(10)}`;
  expect(line(text, ["federated", "noise"], 100)).toBe(
    "Here is **federated** learning with **noise**. The end goes on. The end goes on. The end goes on.",
  );
});

test("of sentences with as many words, one where they are near each other is shown", () => {
  const far = "Learning from what many clients know of each other is at times called federated.";
  const near = "The large and the small of it all come together here in federated learning.";
  expect(line(`${far} ${near}`, ["federated", "learning"], 100)).toBe(
    near.replace("federated learning", "**federated learning**"),
  );
});

test("words that the title has count for little, and so do other forms of the same", () => {
  const text =
    "Federated learning (FL) of language models suffers from noise in the learned models. Ferret sends little, and needs no server.";
  const words = ["federated", "learning", "fl", "learned"];
  const title = "Ferret: Federated Learning of Language Models";
  expect(line(text, words, 80, title)).toBe("Ferret sends little, and needs no server.");
  expect(line(text, words, 80)).toMatch(/^\*\*Federated/);
  const forms = "The model of models is modeled. A model in a state comes after that.";
  expect(line(forms, ["model", "models", "modeled", "state"], 50)).toBe(
    "A **model** in a **state** comes after that.",
  );
});

test.each([
  "We propose a lamp that lights up when it is told to do so by its owner.",
  "In this paper, a lamp is lit that nobody has ever seen before in any house.",
  "The authors prove that lamps light up if somebody asks them in a nice way.",
  "LampNet (LN) lights lamps of every kind in houses that never had any lamps.",
  "Ferret lights lamps of every kind in houses that never had any lamps before.",
])("without a match, what the paper does is shown rather than background: %s", (own) => {
  const background = [
    "Recent advances in lighting have brought lamps to a great number of houses.",
    "However, lamps of most kinds often go out at night, which remains a challenge.",
    "Can a lamp ever be made that lights up by itself when the night has come?",
  ];
  const last = "Code: https://github.com/lamp/lamp";
  for (let at = 0; at <= background.length; at++) {
    const text = [...background.toSpliced(at, 0, own), last].join(" ");
    expect(line(text, [], 80, "Ferret: Lamps for All")).toBe(own);
  }
});

test.each([
  "They therefore describe federated lamps by their distance to a set of other lamps.",
  "This yields a federated lamp that never goes out and needs no wire at all.",
  "It also saves light, as the federated lamps of all houses share one wire.",
  "The resulting federated lamps burn longer than any that were lit before.",
  "With a single wire, they light federated lamps in houses of every kind.",
  "Based on this, a federated lamp is lit that nobody has ever seen before.",
  "The authors call it a federated lamp, and light one in each of ten houses.",
])(
  "a sentence that leans on the one before is shown only where there is no other: %s",
  (leaning) => {
    const words = ["federated", "lamps", "lamp"];
    const others = ["Most lamps often waste light.", "Is there a better lamp?"];
    for (const other of others) {
      expect(line(`${other} ${leaning}`, words, 80)).not.toContain(leaning.slice(0, 20));
      expect(line(`${leaning} ${other}`, words, 80)).not.toContain(leaning.slice(0, 20));
    }
    expect(visibleText(line(leaning, words, 80))).toContain(leaning.slice(0, 20));
  },
);

test("in a paper with a name “it” is what has the name, where nothing else has the words", () => {
  const text =
    "LampNet lights lamps in every house. Its bulbs save federated light in all of them.";
  expect(line(text, ["federated"], 60, "LampNet: Lamps for All")).toContain("Its bulbs");
  expect(line(text, ["federated"], 60, "Lamps for All")).toContain("LampNet lights");
});

test("a result with figures comes before background", () => {
  const result = "Over ten houses it saves 13% of the light.";
  const text = `Most lamps waste a lot of their light. ${result} Houses often have lamps.`;
  expect(line(text, [], 45)).toBe(result);
});

test("words in an address are no reason to show it, but a text of nothing else is shown", () => {
  const address = "Code: https://github.com/graph/graph";
  expect(line(`A network of lamps that needs no wires. ${address}`, ["graph"], 80)).toBe(
    "A network of lamps that needs no wires.",
  );
  expect(visibleText(line(address, ["graph"], 80))).toBe(address);
});

test("formulas are neither cut nor bold inside", () => {
  const text =
    "It takes $O(n \\log n)$ steps for log n lamps, where others take many more than that.";
  expect(visibleText(line(text, ["log", "steps"], 60))).toBe(
    "It takes $O(n \\log n)$ steps for log n lamps…",
  );
  const bold = allNodes(line(text, ["log", "steps"], 60)).filter(({ type }) => type === "strong");
  expect(bold).toHaveLength(2);
  expect(visibleText(line(text, [], 20))).toBe("It takes…");
});

test("what was written by an AI is shown where it has more of the words, and says so", () => {
  const own = { text: "We light lamps. All are federated." };
  const ai = { text: "Federated learning of lamps.", label: "AI summary: ", isSecondChoice: true };
  const words = ["federated", "learning"];
  expect(snippet([own, ai], words, 60)).toBe("AI summary: **Federated learning** of lamps.");
  expect(snippet([own, ai], ["federated"], 30)).toBe("All are **federated**.");
  expect(snippet([own, ai], [], 60)).toBe("We light lamps. All are federated.");
  expect(snippet([own, ai], words, 60, "Federated Learning")).not.toContain("AI");
  expect(snippet([{ text: "" }, ai], [], 60)).toBe("AI summary: Federated learning of lamps.");
});

test("a text without a match is shown from its beginning", () => {
  expect(line("One two three four five", ["absent"], 15)).toBe("One two three…");
  expect(line("One two three four five", [], 15)).toBe("One two three…");
});

test("any text keeps to its room, begins with a sentence, and only matches are bold", () => {
  const words = ["word", "federated", "learning", "2024"];
  const labels = fc.constantFrom("", "AI summary: ");
  fc.assert(
    fc.property(hostileText, fc.integer({ min: 0, max: 250 }), labels, (text, max, label) => {
      const shown = snippet([{ text, label }], words, max);
      expect(shown.length).toBeLessThanOrEqual(max);
      const bold = allNodes(shown).filter(({ type }) => type === "strong");
      for (const node of bold)
        expect(JSON.stringify(node)).toMatch(/word|federated|learning|2024/i);
      const types = new Set(allNodes(shown).map(({ type }) => type));
      for (const allowed of ["text", "twemoji", "strong"]) types.delete(allowed);
      expect([...types]).toEqual([]);
      if (shown === "") return;
      const read = plain(text);
      const stretch = visibleText(shown).slice(label.length).replace(/…$/, "");
      expect(visibleText(shown)).toBe(label + visibleText(shown).slice(label.length));
      const begins = sentencesOf(read).map(({ start }) => read.slice(start));
      expect(begins.some((rest) => rest.startsWith(stretch))).toBe(true);
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
  expect(line(text, words, 200)).toBe(bold);
});
