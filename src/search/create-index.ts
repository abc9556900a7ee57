import { createSlices } from "../papers/corpus/slices.ts";
import type { Paper } from "../papers/paper.ts";
import { assembleIndex } from "./assemble-index.ts";
import { type IndexedPaper, type IndexedTitle, readForIndex } from "./index/indexed-paper.ts";
import { createLexicon, type Lexicon } from "./words/meaning/lexicon.ts";
import { type Meanings, shippedMeanings } from "./words/meaning/meanings.ts";
import { createPhraseStore } from "./words/meaning/phrase-store.ts";
import { createMemoryEngine } from "./index/memory-engine.ts";
import { nameBearersIn } from "./index/name-bearers.ts";
import { type Field, FIELDS } from "./words/paper-fields.ts";
import type { PaperIndex } from "./paper-index.ts";
import { searchableTokens } from "./words/read-paper.ts";
import { createNames } from "./words/sorted-names.ts";
import { sortWords } from "./words/sorted-words.ts";
import { createTermIndex, type IndexedTerms } from "./index/term-index.ts";
import { stemsOf, termsOf } from "./words/terms.ts";
import { titlePhrases } from "./index/title-phrases.ts";
import { sortTitles } from "./index/titles.ts";
import { createVocabulary } from "./words/vocabulary.ts";

/** An index in memory over `papers` as they are now. Building it takes about a millisecond a paper. */
export function createIndex(
  papers: readonly Paper[],
  meanings: Meanings = shippedMeanings,
): PaperIndex {
  const building = build(papers, meanings);
  for (;;) {
    const { done, value } = building.next();
    if (done) return value;
  }
}

/** The same, in slices: whoever else waits for the processor gets it in between. */
export async function createIndexInSlices(
  papers: readonly Paper[],
  meanings: Meanings,
): Promise<PaperIndex> {
  const building = build(papers, meanings);
  const giveWay = createSlices();
  for (;;) {
    const { done, value } = building.next();
    if (done) return value;
    await giveWay();
  }
}

/** Yields after each paper. */
function* build(papers: readonly Paper[], meanings: Meanings): Generator<undefined, PaperIndex> {
  // What is read is not kept: the tokens of a large corpus do not fit in memory at once.
  const learned = [];
  const counts = new Map<string, number>();
  const titles: IndexedTitle[] = [];
  for (const paper of papers) {
    const read = readForIndex(paper);
    learned.push(read.learned);
    titles.push(read.title);
    for (const word of typedWords(read.fields)) counts.set(word, (counts.get(word) ?? 0) + 1);
    yield;
  }
  const lexicon = createLexicon(createPhraseStore(learned), meanings);
  yield;
  const terms = createTermIndex();
  const names = createNames();
  for (const paper of papers) {
    terms.add(indexedTerms(searchableTokens(paper), lexicon));
    names.add(paper);
    yield;
  }
  const vocabulary = createVocabulary(counts);
  yield;
  const phrases = sortWords(titlePhrases(titles.map((title) => title.words)));
  yield;
  const texts = titles.map(({ text }) => text);
  const sorted = sortTitles(texts);
  yield;
  const bearers = nameBearersIn(papers);
  yield;
  const places = new Map(papers.map(({ id }, at) => [id, at]));
  return assembleIndex({
    size: () => papers.length,
    engine: createMemoryEngine({ papers, titles: texts, index: terms }),
    knowledge: { vocabulary, lexicon },
    titles: sorted,
    bearers,
    titlePhrases: phrases.completions,
    names: names.sorted(),
    paperAt(at) {
      const paper = papers[at];
      if (!paper) throw new RangeError(`The index has no paper ${at}`);
      return paper;
    },
    placeOf: ({ id }) => places.get(id),
    idsAt: (ats) => ats.flatMap((at) => papers[at]?.id ?? []),
  });
}

function typedWords(fields: IndexedPaper["fields"]): Set<string> {
  return new Set(FIELDS.flatMap((field) => fields[field].flatMap(({ typed }) => typed)));
}

function indexedTerms(
  tokens: ReturnType<typeof searchableTokens>,
  { phrases }: Lexicon,
): IndexedTerms {
  const of = (field: Field, how: { stopWords: boolean }) => ({
    terms: termsOf(tokens[field], how),
    phrases: phrases(stemsOf(tokens[field])).map(({ term }) => term),
  });
  return {
    title: of("title", { stopWords: true }),
    text: of("text", { stopWords: false }),
    organisation: of("organisation", { stopWords: false }),
  };
}
