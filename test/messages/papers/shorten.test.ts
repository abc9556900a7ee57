import { expect, test } from "vitest";
import { keptLength } from "../../../src/messages/papers/shorten.ts";

test.each<[max: number, shown: string, rest: string]>([
  [
    60,
    "They serve the global model and forget the clients",
    ", while personalized learning goes on.",
  ],
  [48, "A lightweight module that encodes positions", " with the help of two convolutions."],
  [26, "It is fast", " and the largest of the models that we know of."],
  [40, "It takes many steps", " (as many as there are layers in it) and time."],
  [34, "It needs a sketch of size", " $n \\log n + \\log \\log n$ in all cases."],
  [30, "It runs in time", " O(n log n + d log d) for all n and all d."],
  [40, "It holds for all vectors with norm", " x ≤ 3 and then for others."],
  [30, "Others did it well", " e.g. Turing and Lovelace and Noether and Cartan."],
  [30, "The code is there", ": https://a.example/a-very-long-address-of-code."],
  [30, "一种新的方法用于图像生成和视频生成的任务", "，它比以前的方法都快得多而且也好得多。"],
])("at most %i characters: %s…", (max, shown, rest) => {
  const sentence = shown + rest;
  expect(sentence.slice(0, keptLength(sentence, max))).toBe(shown);
  expect(keptLength(sentence, sentence.length)).toBe(sentence.length);
});

test("a phrase that matched stays in one piece", () => {
  const sentence = "It is about private federated learning of many clients at once.";
  const phrase = { start: 20, end: 38 };
  expect(sentence.slice(phrase.start, phrase.end)).toBe("federated learning");
  expect(sentence.slice(0, keptLength(sentence, 34, [phrase]))).toBe("It is about private");
});
