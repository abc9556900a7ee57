import { expect, test } from "vitest";
import { suggestedTopics } from "../../../src/search/topics/suggested-topics.ts";
import { aLibrary } from "../../a-library.ts";
import { aSnapshot } from "../../commands/house.ts";

function suggested(titles: string[], most = 20): string[] {
  return suggestedTopics(aLibrary([aSnapshot(titles.map((title) => ({ title })))]), most);
}

test("fields of research come before other terms that titles share, each in one form", () => {
  const titles = [
    "Sharp corners of a loss",
    "Sharp corners, softened",
    "Why sharp corners",
    "Diffusion models for sound",
    "A diffusion model",
    "More diffusion models",
  ];
  expect(suggested(titles)).toEqual(["diffusion models", "sharp corners"]);
  expect(suggested(titles, 1)).toEqual(["diffusion models"]);
});

test("a library without papers suggests nothing", () => {
  expect(suggested([])).toEqual([]);
});

test("the pages that ship suggest fields that people would subscribe to", () => {
  expect(suggestedTopics(aLibrary(), 6)).toEqual([
    "federated learning",
    "time series",
    "state space models",
    "large language models",
    "linear attention",
    "time series forecasting",
  ]);
});
