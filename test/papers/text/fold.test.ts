import { expect, test } from "vitest";
import { fold } from "../../../src/papers/text/fold.ts";

test.each([
  ["Łojasiewicz", "lojasiewicz"],
  ["Fréchet", "frechet"],
  ["ÅNGSTRÖM", "angstrom"],
  ["Straße", "strasse"],
  ["æon Œuvre Søren þorn", "aeon oeuvre soren thorn"],
  ["ℓ₂ and R²", "l2 and r2"],
  ["eﬃcient", "efficient"],
  ["zero\u200Bwidth", "zerowidth"],
  ["ΣΊΣΥΦΟΣ", "σισυφοσ"],
  ["Plain ASCII 42", "plain ascii 42"],
])("“%s” is compared as “%s”", (text, folded) => {
  expect(fold(text)).toBe(folded);
  expect(fold(folded)).toBe(folded);
});
