import type { Paper } from "../../papers/paper.ts";
import type { MatchedWords } from "../words/paper-fields.ts";

/** A paper that answers, and the words for which it does: what a result list shows in bold. */
export interface Hit extends MatchedWords {
  paper: Paper;
  score: number;
}
