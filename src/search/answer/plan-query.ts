import { stem, tokenise, wordsIn } from "../words/analyse.ts";
import type { LookupPlan, PlanTerm } from "../index/lookup-plan.ts";
import type { Lexicon } from "../words/meaning/lexicon.ts";
import { OTHER_NUMBER } from "../words/plurals.ts";
import { repairsOf } from "../words/repair.ts";
import { isStopWord } from "../words/stop-words.ts";
import { MAX_QUERY_LETTERS } from "../query/read-query.ts";
import { meaningTheSame } from "../words/meaning/thesaurus.ts";
import type { Vocabulary } from "../words/vocabulary.ts";

/** What a plan is made with: the words of the corpus. */
export interface Knowledge {
  papers: number;
  vocabulary: Vocabulary;
  lexicon: Lexicon;
  /** How many papers are indexed under a term. */
  papersUnder(term: string): number;
}

/**
 * Weights by how a term comes from the word that was typed; measured with `npm run bench quality`
 * and not sensitive to small changes. A stem comes on top of its exact word.
 */
const WEIGHTS = {
  exact: 1,
  stem: 0.5,
  joined: 0.8,
  completion: 0.5,
  completionOfKnown: 0.1,
  repair: 0.3,
  acronym: 0.3,
  alike: 0.3,
  alikeInSentence: 0.8,
};

/** Who types more describes a paper, in words that need not be those of its authors. */
const MAX_WORDS_OF_A_NAME = 3;

const MAX_QUERY_WORDS = 40;
const MAX_COMPLETIONS = 12;
/** Looking for repairs walks the whole vocabulary, so only the first unknown words get any. */
const MAX_REPAIRED_WORDS = 6;

/** The plan for `text` as typed: a word at the very end may be unfinished. */
export function planQuery(text: string, known: Knowledge): LookupPlan {
  const query = readTypedWords(text);
  const repairs = repairsFor(query, known);
  const terms = merge([
    ...query.typed.flatMap((_, place) => ownTerms(place, query, known)),
    ...repairs.flatMap((words, place) =>
      words.flatMap((word) => formsOf(word, WEIGHTS.repair, [place])),
    ),
    ...joinedTerms(query),
    ...phraseTerms(query, known),
  ]).filter(({ term }) => known.papersUnder(term) > 0);
  const shares = sharesOf(query.typed, terms, known);
  const words = query.typed.map((typed, place) => ({
    typed,
    share: shares[place] ?? 0,
    repairs: repairs[place] ?? [],
  }));
  return { words, terms };
}

/** The part of a plan that costs little on a large corpus: without what very many papers say. */
export function cheapPart(plan: LookupPlan, known: Knowledge): LookupPlan {
  let papers = 0;
  const rareFirst = plan.terms.toSorted(
    (a, b) => known.papersUnder(a.term) - known.papersUnder(b.term),
  );
  const cheap = rareFirst.filter(({ term }) => {
    papers += known.papersUnder(term);
    return papers <= MAX_PAPERS_FOR_CHEAP;
  });
  return { words: plan.words, terms: cheap };
}

const MAX_PAPERS_FOR_CHEAP = 5000;

/** The first typed words that no paper has, nor anything that was looked up for them. */
export function unknownWords({ words }: LookupPlan): string[] {
  const looked = words.slice(0, MAX_REPAIRED_WORDS);
  return looked.flatMap(({ typed, share }) => (share > 0 ? [] : [typed]));
}

interface TypedWords {
  /** All words, as they stand side by side. */
  all: string[];
  /** For each of them its place among the words that count; null for one that does not. */
  places: (number | null)[];
  /** The words that count. */
  typed: string[];
  /** Place of the word at the very end, which may go on. */
  unfinished: number | null;
}

function readTypedWords(text: string): TypedWords {
  const read = text.slice(0, MAX_QUERY_LETTERS);
  const all = tokenise(read).flatMap(wordsIn);
  const onlyStopWords = all.every(isStopWord);
  const typed: string[] = [];
  const places = all.map((word) => {
    const counts = typed.length < MAX_QUERY_WORDS && (onlyStopWords || !isStopWord(word));
    return counts ? typed.push(word) - 1 : null;
  });
  const endsInWord = /[\p{L}\p{N}\p{M}]$/u.test(read);
  return { all, places, typed, unfinished: endsInWord ? (places.at(-1) ?? null) : null };
}

/** The word itself, its completions, what it abbreviates, and what means the same. */
function ownTerms(place: number, query: TypedWords, known: Knowledge): PlanTerm[] {
  const word = query.typed[place] ?? "";
  const answers = [place];
  // A known word that stands alone means itself.
  const alike = query.typed.length > 1 || !isKnown(word, known) ? meaningTheSame(stem(word)) : [];
  const completionWeight = isKnown(word, known) ? WEIGHTS.completionOfKnown : WEIGHTS.completion;
  return [
    ...formsOf(word, WEIGHTS.exact, answers),
    ...completionsOf(place, query, known).flatMap((completion) =>
      formsOf(completion, completionWeight, answers),
    ),
    ...known.lexicon
      .expansionsOf(stem(word))
      .map((term) => ({ term, weight: WEIGHTS.acronym, answers })),
    ...alike.map((term) => ({ term, weight: alikeWeight(query), answers })),
  ];
}

function formsOf(word: string, weight: number, answers: number[]): PlanTerm[] {
  const stemmed = weight * WEIGHTS.stem;
  const other = OTHER_NUMBER.get(word);
  return [
    { term: word, weight, answers },
    ...(stem(word) === word ? [] : [{ term: stem(word), weight: stemmed, answers }]),
    ...(other === undefined ? [] : [{ term: other, weight: stemmed, answers }]),
  ];
}

function completionsOf(place: number, query: TypedWords, known: Knowledge): string[] {
  const word = query.typed[place] ?? "";
  if (place !== query.unfinished) return [];
  // "NAS" is no beginning of "nasal" once papers say "NAS".
  if (isKnown(word, known) && word.length <= 3) return [];
  return known.vocabulary.completions(word, MAX_COMPLETIONS);
}

/** For each word those to search for instead; none for a word that papers have or that goes on. */
function repairsFor(query: TypedWords, known: Knowledge): string[][] {
  const unknown = [...query.typed.keys()]
    .filter((place) => !isKnown(query.typed[place] ?? "", known))
    .filter((place) => completionsOf(place, query, known).length === 0)
    .slice(0, MAX_REPAIRED_WORDS);
  return query.typed.map((word, place) =>
    unknown.includes(place) ? repairsOf(word, known.vocabulary, place === query.unfinished) : [],
  );
}

function isKnown(word: string, known: Knowledge): boolean {
  return papersWith(word, known) > 0;
}

function papersWith(word: string, known: Knowledge): number {
  return Math.max(known.papersUnder(word), known.papersUnder(stem(word)));
}

/** "pre trained" is "pretrained" too. */
function joinedTerms(query: TypedWords): PlanTerm[] {
  return query.all.slice(1).flatMap((second, i) => {
    const joined = `${query.all[i]}${second}`;
    return formsOf(joined, WEIGHTS.joined, placesOf(query, i, i + 2));
  });
}

function phraseTerms(query: TypedWords, known: Knowledge): PlanTerm[] {
  return known.lexicon.phrases(query.all.map(stem)).flatMap(({ term, from, to }) => {
    const answers = placesOf(query, from, to);
    return [
      { term, weight: WEIGHTS.joined, answers },
      ...known.lexicon
        .acronymsOf(term)
        .map((short) => ({ term: short, weight: WEIGHTS.acronym, answers })),
      ...meaningTheSame(term).map((other) => ({
        term: other,
        weight: alikeWeight(query),
        answers,
      })),
    ];
  });
}

function placesOf(query: TypedWords, from: number, to: number): number[] {
  return query.places.slice(from, to).filter((place) => place !== null);
}

function alikeWeight({ typed }: TypedWords): number {
  return typed.length > MAX_WORDS_OF_A_NAME ? WEIGHTS.alikeInSentence : WEIGHTS.alike;
}

/** A term that comes twice answers both words, with the higher weight. */
function merge(terms: PlanTerm[]): PlanTerm[] {
  const merged = new Map<string, PlanTerm>();
  for (const { term, weight, answers } of terms) {
    const before = merged.get(term);
    merged.set(term, {
      term,
      weight: Math.max(weight, before?.weight ?? 0),
      answers: [...new Set([...(before?.answers ?? []), ...answers])],
    });
  }
  return [...merged.values()];
}

/** For each word its rarity, as a part of all. */
function sharesOf(typed: readonly string[], terms: PlanTerm[], known: Knowledge): number[] {
  const rarity = typed.map((word, place) => {
    const papers =
      papersWith(word, known) ||
      // A word that no paper has says as much as what is looked up for it.
      terms
        .filter(({ answers }) => answers.includes(place))
        .reduce((most, { term }) => Math.max(most, known.papersUnder(term)), 0);
    return papers === 0 ? 0 : Math.log(1 + known.papers / papers);
  });
  const sum = rarity.reduce((a, b) => a + b, 0);
  return rarity.map((one) => (sum === 0 ? 0 : one / sum));
}
