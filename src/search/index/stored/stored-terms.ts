import type { Lexicon } from "../../words/meaning/lexicon.ts";
import { isStopWord } from "../../words/stop-words.ts";
import { type CountedTerm, termCounter } from "./term-counts.ts";
import type { Phrase } from "../../words/phrases.ts";
import type { JoinedCondition, WordCondition, StemsCondition } from "../../query/conditions.ts";
import type { FieldSums, WordStore } from "./word-store.ts";
import { FIELDS } from "../../words/paper-fields.ts";

/** A term as a store knows it: how to find papers that have it, and how to see where they do. */
export interface StoredTermLookup extends CountedTerm {
  /** How many papers are indexed under it, in all and by field. */
  papers: FieldSums;
  /** Together they find all these papers, and perhaps some with another form of the word. */
  lists: readonly StoredList[];
}

export interface StoredList {
  match: StemsCondition | JoinedCondition;
  /** Roughly how many papers it finds. */
  anywhere: number;
  inTitle: number;
}

export interface StoredTerms {
  /** Null for what no paper has. */
  resolve(term: string): StoredTermLookup | null;
  /** The words with a stem. */
  formsOf: (stem: string) => ReadonlySet<number>;
  /** What was looked up is kept until the store changes. */
  forget(): void;
}

/** So many papers with a phrase tell how many there are. */
const PHRASE_SAMPLE = 250;
/** Of more, so many tell in which fields it stands. */
const MAX_ROWS_SAMPLED = 50;
const MAX_TERMS_KEPT = 20_000;

export function createStoredTerms(
  store: WordStore,
  { phrasesUnder }: Pick<Lexicon, "phrasesUnder">,
): StoredTerms {
  const kept = new Map<string, StoredTermLookup | null>();
  const keptForms = new Map<string, ReadonlySet<number>>();

  function formsOf(stem: string): ReadonlySet<number> {
    const known = keptForms.get(stem);
    if (known) return known;
    const forms = new Set(store.wordsWithStem(stem).map(({ id }) => id));
    keptForms.set(stem, forms);
    return forms;
  }

  function readTerm(term: string): StoredTermLookup | null {
    const own = store.term(term);
    const phrases = phrasesUnder(term);
    if (!own && phrases.length === 0) return null;
    const forms = store.wordsWithStem(term);
    const words = own ? [...forms, { id: own.id, word: term }] : forms;
    const counted: CountedTerm = {
      inTitle: new Set(words.map(({ id }) => id)),
      inText: new Set(words.flatMap(({ id, word }) => (isStopWord(word) ? [] : [id]))),
      joined: own && own.joined > 0 ? own.id : null,
      runs: phrases.map(({ stems }) => stems.map(formsOf)),
    };
    const inPhrases = countPhrases(phrases, counted);
    const papers = sumOf(own?.papers ?? NO_PAPERS, inPhrases.alone);
    if (papers.papers === 0) return null;
    const stems = new Set([...(own ? [own.stem] : []), ...(forms.length > 0 ? [term] : [])]);
    const lists = [
      ...[...stems].map((one): StoredList => listOf([one], store.term(one)?.papers ?? papers)),
      ...phrases.map((phrase): StoredList => listOf(phrase.stems, inPhrases.all)),
    ];
    if (own && own.joined > 0) {
      const match: JoinedCondition = { kind: "joined", word: term };
      lists.push({ match, anywhere: own.joined, inTitle: Math.min(own.joined, own.papers.title) });
    }
    return { ...counted, papers, lists };
  }

  /**
   * How many papers have any of the phrases, and how many have the term in no other way: exact where
   * they are few.
   */
  function countPhrases(phrases: readonly Phrase[], counted: CountedTerm) {
    const [all, alone] = [{ ...NO_PAPERS }, { ...NO_PAPERS }];
    if (phrases.length === 0) return { all, alone };
    const of = phrases.map(({ stems }): WordCondition => ({ kind: "stems", stems }));
    const ats = store.list({ kind: "any", of }, PHRASE_SAMPLE);
    // The last papers come first: as many as are in this part of the corpus are in each.
    const [lastOfAll, first] = [store.lastAt(), ats.at(-1) ?? 0];
    const isAll = ats.length < PHRASE_SAMPLE;
    const read = isAll ? ats : ats.slice(0, MAX_ROWS_SAMPLED);
    const parts = isAll ? 1 : (lastOfAll / (lastOfAll - first + 1)) * (ats.length / read.length);
    const nowhere = new Set<number>();
    const timesIn = termCounter([
      { ...counted, joined: null, inTitle: nowhere, inText: nowhere },
      { ...counted, runs: [] },
    ]);
    for (const { row } of store.rows(read)) {
      const fields = FIELDS.map((field) => [field, [...timesIn(row, field)]] as const);
      const having = fields.filter(([, [inPhrase]]) => inPhrase);
      for (const [field, [, otherwise]] of having) {
        all[field] += parts;
        if (!otherwise) alone[field] += parts;
      }
      if (having.length > 0) all.papers += parts;
      if (having.length > 0 && fields.every(([, [, otherwise]]) => !otherwise))
        alone.papers += parts;
    }
    return { all, alone };
  }

  return {
    formsOf,
    resolve(term) {
      let known = kept.get(term);
      if (known === undefined) {
        if (kept.size >= MAX_TERMS_KEPT) kept.clear();
        kept.set(term, (known = readTerm(term)));
      }
      return known;
    },
    forget() {
      kept.clear();
      keptForms.clear();
    },
  };
}
const NO_PAPERS: FieldSums = { papers: 0, title: 0, text: 0, organisation: 0 };

function listOf(stems: readonly string[], { papers, title }: FieldSums): StoredList {
  return { match: { kind: "stems", stems }, anywhere: papers, inTitle: title };
}

function sumOf(some: FieldSums, more: FieldSums): FieldSums {
  return {
    papers: some.papers + more.papers,
    title: some.title + more.title,
    text: some.text + more.text,
    organisation: some.organisation + more.organisation,
  };
}
