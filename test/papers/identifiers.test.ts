import { expect, test } from "vitest";
import { readIdentifiers } from "../../src/papers/identifiers.ts";

const idsIn = (text: string) =>
  readIdentifiers(text).identifiers.map(({ kind, id }) => `${kind} ${id}`);

test.each([
  ["2106.15928", "arxiv 2106.15928"],
  [" arXiv: 2106.15928v3 ", "arxiv 2106.15928"],
  ["arxiv 2103.03230", "arxiv 2103.03230"],
  ["arXiv:2103.03230v3 [cs.CV]", "arxiv 2103.03230"],
  ["2611.123456", "arxiv 2611.123456"],
  ["math.GT/0309136", "arxiv math/0309136"],
  ["hep-th/9901001v2", "arxiv hep-th/9901001"],
  ["https://arxiv.org/abs/math.GT/0309136v1", "arxiv math/0309136"],
  ["<https://arxiv.org/pdf/2106.15928v2.pdf?download=1>", "arxiv 2106.15928"],
  ["arxiv.org/html/2106.15928/", "arxiv 2106.15928"],
  ["https://ar5iv.labs.arxiv.org/html/1706.03762", "arxiv 1706.03762"],
  ["https://huggingface.co/papers/2106.15928#community", "arxiv 2106.15928"],
  ["https://www.alphaxiv.org/overview/2103.03230v1", "arxiv 2103.03230"],
  ["https://doi.org/10.48550/arXiv.2103.03230", "arxiv 2103.03230"],
  ["doi:10.1145/3442188.3445922.", "doi 10.1145/3442188.3445922"],
  ["(see 10.1038/S41586-021-03819-2)", "doi 10.1038/s41586-021-03819-2"],
  ["https://dl.acm.org/doi/10.1145/3442188.3445922?x=1", "doi 10.1145/3442188.3445922"],
  ["https://openreview.net/pdf?id=YicbFdNTTy", "openreview YicbFdNTTy"],
])("“%s” names %s", (text, identifier) => {
  expect(idsIn(text)).toEqual([identifier]);
  expect(idsIn(`what does ${text} say`)).toEqual([identifier]);
});

test.each([
  "attention",
  "0.9 or 1999.12345 or 2024.1234",
  "and/1234567",
  "foo.2106.15928",
  "https://example.org/abs/2106.15928",
  "https://huggingface.co/papers?q=noise",
  "",
])("“%s” names no paper, and stays as it is", (text) => {
  expect(readIdentifiers(text)).toEqual({ identifiers: [], rest: text });
});

test("several are found in their order, each once, and the rest is what else was typed", () => {
  const text = "[2103.03230] or arxiv.org/abs/2103.03230v2, and then hep-th/9901001: which is it";
  expect(idsIn(text)).toEqual(["arxiv 2103.03230", "arxiv hep-th/9901001"]);
  expect(readIdentifiers(text).rest).toBe("or and then which is it");
  expect(readIdentifiers("(arXiv:2103.03230v3 [cs.CV]).").rest).toBe("");
});
