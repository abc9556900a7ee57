import type { Paper } from "../../papers/paper.ts";
import { nameWords } from "../words/names.ts";
import type { Query } from "../query/query.ts";
import type { Engine } from "./engine.ts";

/** The names that papers bear, as they write them, each once; a bounded number of each. */
export interface NameBearers {
  /** Whether any author has this folded word in their name. */
  isAuthorWord(word: string): boolean;
  /** How many papers have such an author; of very many, a part. */
  papersBy(word: string): number;
  /** Of authors who have all these folded words in their names. */
  authorsWith(words: readonly string[]): readonly string[];
  /** Of organisations with these folded words side by side. */
  organisationsWith(words: readonly string[]): readonly string[];
}

/** Of one kind for one question. */
const MAX_NAMES = 100;
/** Looked at in a store for one question: a common name stands on thousands. */
const MAX_PAPERS = 200;

/** Names do not depend on the day. */
const ANY_DAY = Temporal.PlainDate.from("2000-01-01");

/** The names of papers that are all in memory. */
export function nameBearersIn(papers: readonly Paper[]): NameBearers {
  const authors = namesByWord(papers.flatMap((paper) => paper.authors ?? []));
  const papersBy = new Map<string, number>();
  for (const { authors: names = [] } of papers)
    for (const word of new Set(names.flatMap(nameWords)))
      papersBy.set(word, (papersBy.get(word) ?? 0) + 1);
  const organisations = namesByWord(papers.flatMap(({ organisation }) => organisation ?? []));
  return {
    isAuthorWord: (word) => papersBy.has(word),
    papersBy: (word) => papersBy.get(word) ?? 0,
    authorsWith: (words) => authors(words).slice(0, MAX_NAMES),
    organisationsWith: (words) =>
      organisations(words)
        .filter((name) => hasRun(name, words))
        .slice(0, MAX_NAMES),
  };
}

/** The names of papers that an engine finds. */
export function nameBearersFoundBy(
  engine: Pick<Engine, "all">,
  paperAt: (at: number) => Paper,
): NameBearers {
  const papersWith = (name: Query, limit = MAX_PAPERS) =>
    engine.all({ where: [name], today: ANY_DAY, order: "newest", limit }).ats.map(paperAt);
  return {
    isAuthorWord: (word) => papersWith({ kind: "author", text: word }, 1).length > 0,
    papersBy: (word) => papersWith({ kind: "author", text: word }).length,
    authorsWith(words) {
      if (words.length === 0) return [];
      const names = papersWith({ kind: "author", text: words.join(" ") })
        .flatMap(({ authors = [] }) => authors)
        .filter((name) => hasAll(name, words));
      return [...new Set(names)].slice(0, MAX_NAMES);
    },
    organisationsWith(words) {
      if (words.length === 0) return [];
      const names = papersWith({ kind: "organisation", text: words.join(" ") })
        .flatMap(({ organisation }) => organisation ?? [])
        .filter((name) => hasRun(name, words));
      return [...new Set(names)].slice(0, MAX_NAMES);
    },
  };
}

function namesByWord(names: readonly string[]): (words: readonly string[]) => string[] {
  const byWord = new Map<string, string[]>();
  for (const name of new Set(names))
    for (const word of new Set(nameWords(name))) {
      const others = byWord.get(word);
      if (others) others.push(name);
      else byWord.set(word, [name]);
    }
  return (words) => {
    const [rarest = []] = words
      .map((word) => byWord.get(word) ?? [])
      .toSorted((a, b) => a.length - b.length);
    return rarest.filter((name) => hasAll(name, words));
  };
}

function hasAll(name: string, words: readonly string[]): boolean {
  const own = new Set(nameWords(name));
  return words.every((word) => own.has(word));
}

function hasRun(name: string, words: readonly string[]): boolean {
  return ` ${nameWords(name).join(" ")} `.includes(` ${words.join(" ")} `);
}
