import { expect, test } from "vitest";
import { arxivIdMeant } from "../../src/papers/arxiv-id.ts";

test.each([
  ["2106.15928", "2106.15928"],
  [" arXiv: 2106.15928v3 ", "2106.15928"],
  ["2611.123456", "2611.123456"],
  ["math.GT/0309136", "math/0309136"],
  ["https://arxiv.org/abs/math.GT/0309136v1", "math/0309136"],
  ["<https://arxiv.org/pdf/2106.15928v2.pdf?download=1>", "2106.15928"],
  ["arxiv.org/html/2106.15928/", "2106.15928"],
  ["https://huggingface.co/papers/2106.15928#community", "2106.15928"],
])("“%s” means %s, as sources name it", (typed, id) => {
  expect(arxivIdMeant(typed)).toBe(id);
});

test.each([
  "attention",
  "2106.15928 and more",
  "on 2106.15928",
  "https://example.org/abs/2106.15928",
  "",
])("“%s” is no id", (typed) => {
  expect(arxivIdMeant(typed)).toBeNull();
});
