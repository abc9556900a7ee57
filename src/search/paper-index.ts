import type { Paper } from "../papers/paper.ts";
import type { Hit } from "./answer/hits.ts";
import type { SearchOptions, SearchResult } from "./answer/search.ts";
import type { Suggestion } from "./answer/suggest.ts";
import type { Query } from "./query/query.ts";
import type { Question } from "./question/read-question.ts";
import type { TopicMatch } from "./topics/aboutness.ts";
import type { Likeness } from "./vectors/likeness.ts";

/** A searchable corpus. One engine or another stands behind it; callers cannot tell. */
export interface PaperIndex {
  readonly size: number;
  /** What fields of research are called, whether papers here are about them or not. */
  readonly fieldNames: readonly string[];
  /** Reads a text in plain English, with the names that papers here have; times count back from `today`. */
  readQuestion(text: string, today?: Temporal.PlainDate): Question;
  /** A text is read as a query; nothing in a title that was picked is a sign of the language. */
  search(query: string | Query, options?: SearchOptions): SearchResult;
  /**
   * The ids of all papers that a search finds: first the 500 that it ranks, the best first. Beyond them it
   * goes by their words alone, so the work is bounded, and the order means nothing.
   */
  idsOf(query: string | Query, today?: Temporal.PlainDate): string[];
  /** Completions for what was typed so far, best first, at most `limit` (default 25). */
  suggest(text: string, options?: { limit?: number }): Suggestion[];
  /**
   * Papers that say something alike, best first; never the paper itself. `likeness` in meaning to it counts
   * as in a search.
   */
  similar(paper: Paper, options?: { limit?: number; likeness?: Likeness | null }): Hit[];
  /**
   * Which of some papers each topic is about, by topic, with acronyms as the corpus uses them. It
   * is precise where `search` is forgiving: a paper that only happens to use the words is none. A
   * topic without an entry matches none, such as one that has no words. Topics are queries; times in
   * them count back from `today`.
   */
  matchTopics(
    topics: readonly string[],
    papers: readonly Paper[],
    today?: Temporal.PlainDate,
  ): ReadonlyMap<string, readonly TopicMatch[]>;
  /**
   * The papers of the whole corpus that a topic is about, as `matchTopics` judges them, the strongest
   * first. It looks at the 500 that a search for the topic finds, so the work is bounded.
   */
  papersAbout(topic: string, today?: Temporal.PlainDate): readonly TopicMatch[];
}
