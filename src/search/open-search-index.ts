import { setImmediate as nextTurn } from "node:timers/promises";
import type { Paper } from "../papers/paper.ts";
import { assembleIndex } from "./assemble-index.ts";
import { createLexicon } from "./words/meaning/lexicon.ts";
import { type Meanings, shippedMeanings } from "./words/meaning/meanings.ts";
import { nameBearersFoundBy } from "./index/name-bearers.ts";
import type { PaperIndex } from "./paper-index.ts";
import { createStoredEngine } from "./index/stored/stored-engine.ts";
import { createStoredTerms } from "./index/stored/stored-terms.ts";
import { createStoredVocabulary } from "./index/stored/stored-vocabulary.ts";
import type { WordStore } from "./index/stored/word-store.ts";

/** Papers by the numbers that the store of words knows them by. */
export interface StoredPapers {
  paperAt: (at: number) => Paper;
  placeOf: (paper: Pick<Paper, "id">) => number | undefined;
  /** Default: those of the papers, read one by one. */
  idsAt?: (ats: readonly number[]) => string[];
}

export interface StoredIndex {
  index: PaperIndex;
  /**
   * Brings into memory what the first mistyped word would otherwise have to wait for, in slices, and asks a few
   * questions before somebody does; until `signal` aborts it. After the first time only what is new takes time.
   */
  warm(signal: AbortSignal): Promise<void>;
}

/**
 * The index over the papers of the store, whatever they are when it is asked. Opening it reads nothing, and
 * the store holds nothing of `meanings`, which may be others each time.
 */
export function openSearchIndex(
  store: WordStore,
  papers: StoredPapers,
  meanings: Meanings = shippedMeanings,
): StoredIndex {
  const lexicon = createLexicon(store.phrases, meanings);
  const vocabulary = createStoredVocabulary(store.vocabulary);
  const { titles } = store;
  const engine = createStoredEngine(store, createStoredTerms(store, lexicon), papers.paperAt);
  const index = assembleIndex({
    size: () => store.sums().papers,
    engine,
    knowledge: { vocabulary, lexicon },
    titles: {
      startingWith: ({ text }, limit) => (text === "" ? [] : titles.beginningWith(text, limit)),
      withWords: ({ text, finished, unfinished }, limit) =>
        text === "" ? [] : titles.withWords(finished, unfinished, limit),
    },
    bearers: nameBearersFoundBy(engine, papers.paperAt),
    titlePhrases: titles.phrases,
    names: store.names,
    idsAt: (ats) => ats.map((at) => papers.paperAt(at).id),
    ...papers,
  });
  let asked = 0;

  /** The first questions take several times as long as later ones: no code of it has run, and no page has been read. */
  function ask(): void {
    const words = titles.wordsOf(store.lastAt() - asked);
    asked += 1;
    index
      .search(index.readQuestion(words).text)
      .hits.slice(0, SHOWN)
      .map((hit) => hit.words);
    index.suggest(words.slice(0, TYPED));
  }

  return {
    index,
    async warm(signal) {
      await nextTurn();
      while (!signal.aborted && vocabulary.loadSome()) await nextTurn();
      while (!signal.aborted && asked < Math.min(QUESTIONS_ASKED, store.lastAt())) {
        ask();
        await nextTurn();
      }
    },
  };
}

/** From the third on they take about as long as the tenth. */
const QUESTIONS_ASKED = 2;
const SHOWN = 10;
const TYPED = 12;
