import { describe, expect, test } from "vitest";
import { saysWithdrawn } from "../../../src/sources/arxiv/answers/withdrawn.ts";

describe("a paper is withdrawn", () => {
  test.each([
    "This paper has been withdrawn by the author due to a crucial error in equation 1.",
    "This paper has been withdrawn",
    "This submission has been withdrawn by arXiv administrators as it contains fabricated data",
    "This article is withdrawn because of a gap in Lemma 3",
    "This short note has been temporarily withdrawn",
    "The authors have withdrawn this paper",
    "The author has decided to withdraw this manuscript",
    "arXiv admin has withdrawn this paper due to a claim by an author",
    "Paper withdrawn",
    "Withdrawn",
    "Withdrawn by the authors",
    "withdrawn due to an error in Theorem 2; 12 pages",
    "(Withdrawn.)",
  ])("whose comment is “%s”", (comment) => {
    expect(saysWithdrawn({ comment, abstract: "We study papers." })).toBe(true);
  });

  test.each([
    "This paper has been withdrawn by the authors because of an error.",
    "The paper was withdrawn.",
    "We have withdrawn this paper.",
  ])("whose text begins with “%s”", (abstract) => {
    expect(saysWithdrawn({ comment: null, abstract })).toBe(true);
  });

  test.each([
    ["12 pages, 3 figures", "We study papers."],
    ["Withdrawn from Nature, resubmitted to Science", "We study papers."],
    ["Replaces the withdrawn arXiv:1234.5678", "We study papers."],
    ["v3: an earlier version was withdrawn", "We study papers."],
    [null, "Withdrawn patients were followed up for a year."],
    [null, "This paper has been written by withdrawn people."],
    [null, "We ask when troops have withdrawn. This paper has been withdrawn twice by its editor."],
    ["This work was supported by a grant that has been withdrawn", null],
    ["", ""],
  ])("but not where it says “%s” and “%s”", (comment, abstract) => {
    expect(saysWithdrawn({ comment, abstract })).toBe(false);
  });
});
