import { describe, expect, test } from "vitest";
import type { Paper } from "../../../src/papers/paper.ts";
import { aPaper } from "../../papers/a-paper.ts";
import { engines } from "../engines.ts";
import { inventedPapers } from "../invented-papers.ts";

// The weights are measured with `npm run bench quality`, on papers that not everybody has.
describe.each(engines)("%s", (_engine, createIndex) => {
  const invented = createIndex(inventedPapers);

  test.each([
    ["eagles ", ["Eagles of the Eastern Slopes", "Whistling at Eagles", "The Eagle and the Drone"]],
    ["marmot whistles ", ["Marmot Whistles", "Whistling at Eagles", "Learning to Whistle"]],
    ["whistling marmots ", ["Whistling at Eagles", "Marmot Whistles", "Learning to Whistle"]],
    ["marmotts ", ["Marmot Whistles", "Sleep", "Whistling at Eagles"]],
    ["whist", ["Marmot Whistles", "Whistling at Eagles", "Learning to Whistle"]],
    [
      "learning ",
      [
        "Learning to Whistle",
        "Learning Together in Many Valleys: Federated Learning under Snow",
        "Reinforcement Learning for Ski Lifts",
      ],
    ],
    [
      "federated learning ",
      [
        "Learning Together in Many Valleys: Federated Learning under Snow",
        "Federated Whistle Recognition",
        "Learning to Whistle",
      ],
    ],
    [
      "byzantine stations ",
      ["Byzantine Valleys", "Malicious Stations", "Faulty Sensors in Cold Places"],
    ],
    [
      "faulty stations ",
      ["Malicious Stations", "Faulty Sensors in Cold Places", "Byzantine Valleys"],
    ],
    [
      "private maps ",
      ["Private Meadows", "Privacy of Nests", "Graph Neural Networks for Burrow Maps"],
    ],
    ["robot dog ", ["A Robot Sheepdog", "Robots in Deep Snow", "Sheepdog"]],
    ["radar maps ", ["Mapping Glaciers with Radar", "Graph Neural Networks for Burrow Maps"]],
    ["snow depth ", ["Snow Depth at a Distance", "Depth from Shadows"]],
    [
      "models for the diffusion ",
      [
        "Models for the Diffusion of Rumours among Shepherds",
        "Diffusion of Pollen",
        "Pretrained Models Hear Nothing New",
      ],
    ],
    [
      "predicting avalanches with cheap sensors ",
      [
        "When Will the Slope Slide? Predicting Avalanches with Cheap Sensors",
        "Avalanches, Sensors, Radios",
        "Avalanche Forecasting",
      ],
    ],
    ["graph neural networks ", ["Graph Neural Networks for Burrow Maps", "GNN Layers that Forget"]],
    ["a robot", ["A Robot Sheepdog", "Robots in Deep Snow", "RL on Skis"]],
  ])("papers for “%s” stand in the order of how well they answer", (query, best) => {
    const { hits } = invented.search(query, { limit: best.length });
    expect(hits.map(({ paper }) => paper.title)).toEqual(best);
  });

  test.each([
    ["A Robot Sheepdog", ["Why Sheep Follow", "Sheepdog", "Drones over Pastures"]],
    [
      "Drones over Pastures",
      ["The Eagle and the Drone", "Why Sheep Follow", "Counting Colonies from the Air"],
    ],
    [
      "Notes from a High Meadow",
      ["Private Meadows", "Whistling at Eagles", "Eagles of the Eastern Slopes"],
    ],
  ])("papers like “%s” stand in the order of how much they have in common", (title, alike) => {
    const paper = inventedPapers.find((one) => one.title === title);
    const hits = paper ? invented.similar(paper, { limit: alike.length }) : [];
    expect(hits.map((hit) => hit.paper.title)).toEqual(alike);
  });

  test.each([
    ["predicting avalanches with cheap sensors ", 3],
    ["robot sheep ", 5],
    ["federated learning ", 9],
  ])("for “%s” only papers that answer a third of what the best does are shown", (query, total) => {
    expect(invented.search(query).total).toBe(total);
  });

  // No word of these stands in another one, so that what each is worth can be told.
  const said: [id: string, facts: Partial<Paper>][] = [
    ["text", { abstract: "marmot" }],
    ["title", { title: "Lynx", displayTitle: "Lynx" }],
    ["organisation", { organisation: "Vulture" }],
    ["three times", { abstract: "ibex ibex ibex" }],
    ["among others", { abstract: "trout, perch, eel" }],
    ["inflected", { abstract: "whistling" }],
    ["compound", { abstract: "sheepdog" }],
    ["longer", { abstract: "snowfield" }],
    ["shorter", { abstract: "snow" }],
    ["alike", { abstract: "byzantine" }],
    ["acronym", { abstract: "GR" }],
    ["spelt out", { abstract: "galactic rotation (GR)" }],
    ["side by side", { abstract: "quiet owl" }],
    ["begun", { title: "Heavy Rain", displayTitle: "Heavy Rain" }],
  ];
  const index = createIndex(
    said.map(([id, facts]) =>
      aPaper({ id, title: "Xx", displayTitle: "Xx", abstract: "yy", organisation: "zz", ...facts }),
    ),
  );

  function worth(query: string, id: string): number {
    const hit = index.search(query).hits.find(({ paper }) => paper.id === id);
    if (!hit) throw new Error(`“${query}” does not find “${id}”`);
    return hit.score;
  }

  test.each([
    ["in the title", "lynx ", "title", "marmot ", "text", 2.5],
    ["in the organisation", "vulture ", "organisation", "marmot ", "text", 0.96],
    ["three times", "ibex ", "three times", "marmot ", "text", 1.45],
    ["among others", "trout ", "among others", "marmot ", "text", 0.65],
    ["of two that were asked for", "marmot trout ", "text", "marmot ", "text", 0.35],
    ["in another form", "whistles ", "inflected", "whistling ", "inflected", 1 / 3],
    ["in two parts", "sheep dog ", "compound", "sheepdog ", "compound", 0.8],
    ["not finished", "snowfi", "longer", "snowfield ", "longer", 0.5],
    ["not finished, though it is a word", "snow", "longer", "snowfield ", "longer", 0.1],
    ["misspelt", "marmut ", "text", "marmot ", "text", 0.3],
    ["spelt out", "galactic rotation ", "acronym", "gr ", "acronym", 0.3],
    ["by another of its meaning", "malicious ", "alike", "byzantine ", "alike", 0.2],
    ["the same in three words", "malicious qqq www ", "alike", "byzantine ", "alike", 0.2],
    ["the same in four words", "malicious qqq www fff ", "alike", "byzantine ", "alike", 0.53],
    ["of two side by side", "quiet owl ", "side by side", "owl quiet ", "side by side", 1.3],
    ["of two that begin a title", "heavy rain ", "begun", "rain heavy ", "begun", 2.06],
  ])("a word %s is worth a part of one that is just so", (_what, query, id, exact, other, part) => {
    expect(worth(query, id) / worth(exact, other)).toBeCloseTo(part, 2);
  });
});
