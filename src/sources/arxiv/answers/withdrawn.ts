const WORK = "(?:paper|article|manuscript|submission|preprint|work|note|version|document|report)";
const BY = "(?:the )?(?:first |corresponding )?authors?|we|i|arxiv(?: admins?(?:istrators?)?)?";

/** `This paper has been withdrawn …`, `The author has withdrawn this paper …` */
const SENTENCE = new RegExp(
  `^(?:(?:this|the|our) (?:\\w+ )?${WORK} (?:\\([^()]{0,100}\\) )?(?:has been|have been|had to be|was|is) ` +
    `(?:now |temporarily |being )?withdrawn\\b|` +
    `(?:${BY}) (?:has|have) (?:decided to withdraw|withdrawn) (?:this|the|our)\\b|` +
    `${WORK} withdrawn\\b)`,
  "i",
);
/** `Withdrawn by the author due to an error in Lemma 3`; `Withdrawn from Nature` is another matter. */
const COMMENT =
  /^(?:temporarily )?withdrawn(?:$|[.,;:!]| (?:by|due|because|since|as|owing|for)\b)/i;

/**
 * Whether arXiv says that the authors took the paper back. It has no field for that: a new version comes
 * whose comment or text begins with it. (arXiv help, “Withdraw an article”.)
 */
export function saysWithdrawn(said: { comment: string | null; abstract: string | null }): boolean {
  const comment = bare(said.comment);
  return COMMENT.test(comment) || SENTENCE.test(comment) || SENTENCE.test(bare(said.abstract));
}

function bare(text: string | null): string {
  return (text ?? "").replace(/^[^\p{L}]+/u, "");
}
