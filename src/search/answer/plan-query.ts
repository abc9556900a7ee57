import { stem } from "../words/analyse.ts";
import { isEverydayWord } from "../words/everyday-words.ts";
import type { LookupPlan, PlanTerm } from "../index/lookup-plan.ts";
import type { Lexicon } from "../words/meaning/lexicon.ts";
import { isTelling } from "../words/stop-words.ts";
import { OTHER_NUMBER } from "../words/plurals.ts";
import { repairsOf } from "../words/repair.ts";
import { otherSpellings } from "../words/spellings.ts";
import { isTalkWord } from "../words/talk-words.ts";
import type { Vocabulary } from "../words/vocabulary.ts";
import { readTypedWords, type TypedWords, type WordsSaid } from "./typed-words.ts";

/** What a plan is made with: the words of the corpus. */
export interface Knowledge {
  papers: number;
  vocabulary: Vocabulary;
  lexicon: Lexicon;
  /** How many papers are indexed under a term. */
  papersUnder(term: string): number;
  /** Whether some paper has one of two stems right after the other. */
  isPair(first: string, second: string): boolean;
  /** Whether it is a word of an author's name. */
  isName(word: string): boolean;
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
  otherName: 0.8,
};

/**
 * What a word of everyday talk counts in a sentence. Among few papers such words are rare, and the rarest
 * words would say most.
 */
const TALK = 0.6;

/** Who types more describes a paper, in words that need not be those of its authors. */
const MAX_WORDS_OF_A_NAME = 3;

const MAX_COMPLETIONS = 12;
/** Looking for repairs walks the whole vocabulary, so only the first unknown words get any. */
const MAX_REPAIRED_WORDS = 6;

/** The plan for `text` as typed: a word at the very end may be unfinished. */
export function planQuery(text: string, known: Knowledge): LookupPlan {
  const query = readTypedWords(text, wordsSaid(known));
  const repairs = repairsFor(query, known);
  const terms = merge([
    ...query.typed.flatMap((_, place) => ownTerms(place, query, known)),
    ...repairs.flatMap((words, place) =>
      words.flatMap((word) => formsOf(word, WEIGHTS.repair, [place])),
    ),
    ...joinedTerms(query),
    ...phraseTerms(query, known),
    ...otherNames(query, known),
  ]).filter(({ term }) => known.papersUnder(term) > 0);
  const telling = tellingOf(query, known);
  const shares = sharesOf(query.typed, telling, terms, known);
  const words = query.typed.map((typed, place) => ({
    typed,
    share: shares[place] ?? 0,
    repairs: repairs[place] ?? [],
  }));
  const { apart, isForeign } = query;
  return { words, terms: terms.map(damped), apart, isForeign };

  function damped(term: PlanTerm): PlanTerm {
    const most = Math.max(0, ...term.answers.map((place) => telling[place] ?? 1));
    return { ...term, weight: term.weight * most };
  }
}

/** What each word counts, 0 to 1. */
function tellingOf({ typed }: TypedWords, { lexicon }: Knowledge): number[] {
  const isSentence = typed.length > MAX_WORDS_OF_A_NAME;
  // What papers call by another word does say what they are about.
  const isTalk = (word: string) => isTalkWord(word) && lexicon.sameAs(stem(word)).length === 0;
  return typed.map((word) => (isSentence && isTalk(word) ? TALK : 1));
}

/** Of these the ones that people miss: everyday words tell nobody anything. */
export function tellingUnknown(plan: LookupPlan): string[] {
  return unknownWords(plan).filter((word) => !isEverydayWord(word));
}

function wordsSaid(known: Knowledge): WordsSaid {
  return {
    isKnown: (word) => isKnown(word, known),
    isPair: (first, second) => known.isPair(stem(first), stem(second)),
    isBegun: (word) => known.vocabulary.completions(word, 1).length > 0,
  };
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
  return { ...plan, terms: cheap };
}

const MAX_PAPERS_FOR_CHEAP = 5000;

/** The first typed words that no paper has, nor anything that was looked up for them. */
export function unknownWords({ words }: LookupPlan): string[] {
  const looked = words.slice(0, MAX_REPAIRED_WORDS);
  return looked.flatMap(({ typed, share }) => (share > 0 ? [] : [typed]));
}

/** The word itself, its completions, what it abbreviates, and what means the same. */
function ownTerms(place: number, query: TypedWords, known: Knowledge): PlanTerm[] {
  const word = query.typed[place] ?? "";
  const answers = [place];
  // A known word that stands alone means itself.
  const isAlone = query.typed.length === 1 && isKnown(word, known);
  const alike = isAlone ? [] : known.lexicon.sameAs(tellingStem(word));
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
    ...(tellingStem(word) === word ? [] : [{ term: tellingStem(word), weight: stemmed, answers }]),
    ...(other === undefined ? [] : [{ term: other, weight: stemmed, answers }]),
    ...otherSpellings(word)
      .flatMap((one) => [one, stem(one)])
      .map((term) => ({ term, weight: stemmed, answers })),
  ];
}

/** Two letters are another word: "adding" stems to "ad", and "ones" to "on". */
function tellingStem(word: string): string {
  return stem(word).length > 2 ? stem(word) : word;
}

function completionsOf(place: number, query: TypedWords, known: Knowledge): string[] {
  const word = query.typed[place] ?? "";
  if (place !== query.unfinished) return [];
  // "NAS" is no beginning of "nasal" once papers say "NAS".
  if (isKnown(word, known) && word.length <= 3) return [];
  return known.vocabulary.completions(word, MAX_COMPLETIONS);
}

/**
 * For each word those to search for instead; none for a word that papers have or that goes on, for a name,
 * for one that everybody knows, and for words of another language.
 */
function repairsFor(query: TypedWords, known: Knowledge): string[][] {
  const joined = new Set(
    joinedTerms(query)
      .filter(({ term }) => known.papersUnder(term) > 0)
      .flatMap(({ answers }) => answers),
  );
  const isMeant = (word: string) =>
    isKnown(word, known) || isEverydayWord(word) || known.isName(word);
  const unknown = [...query.typed.keys()]
    .filter((place) => !query.isForeign && !joined.has(place))
    .filter((place) => !isMeant(query.typed[place] ?? ""))
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
  const forms = [word, ...otherSpellings(word)].flatMap((one) => [one, stem(one)]);
  return forms.reduce((most, form) => Math.max(most, known.papersUnder(form)), 0);
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
      ...known.lexicon.sameAs(term).map((other) => ({
        term: other,
        weight: alikeWeight(query),
        answers,
      })),
    ];
  });
}

/** Other names of the field that a query is the name of, and what is part of it. */
function otherNames(query: TypedWords, { lexicon }: Knowledge): PlanTerm[] {
  const answers = placesOf(query, 0, query.all.length);
  const named = [query.all, query.all.filter(isTelling)]
    .map((words) => lexicon.fields.othersOf(words.map(stem)))
    .find((others) => others.length > 0);
  return (named ?? []).map(({ term }) => ({
    term,
    weight: WEIGHTS.otherName,
    answers,
    isOtherName: true,
  }));
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
  for (const { term, weight, answers, isOtherName = false } of terms) {
    const before = merged.get(term);
    merged.set(term, {
      isOtherName: isOtherName && before?.isOtherName !== false,
      term,
      weight: Math.max(weight, before?.weight ?? 0),
      answers: [...new Set([...(before?.answers ?? []), ...answers])],
    });
  }
  return [...merged.values()];
}

/** For each word what it tells by its rarity, as a part of all. */
function sharesOf(
  typed: readonly string[],
  telling: readonly number[],
  terms: PlanTerm[],
  known: Knowledge,
): number[] {
  const rarity = typed.map((word, place) => {
    const papers =
      papersWith(word, known) ||
      // A word that no paper has says as much as what is looked up for it.
      terms
        .filter(({ answers }) => answers.includes(place))
        .reduce((most, { term }) => Math.max(most, known.papersUnder(term)), 0);
    return papers === 0 ? 0 : (telling[place] ?? 1) * Math.log(1 + known.papers / papers);
  });
  const sum = rarity.reduce((a, b) => a + b, 0);
  return rarity.map((one) => (sum === 0 ? 0 : one / sum));
}
