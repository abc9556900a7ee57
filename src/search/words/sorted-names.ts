import type { Paper } from "../../papers/paper.ts";
import {
  type KnownNames,
  MAX_NAMES_SCANNED,
  nameBeginnings,
  type NameKind,
  namesOf,
} from "./names.ts";

interface CountedName {
  name: string;
  papers: number;
  beginnings: string[];
}

interface Beginning {
  begin: string;
  of: CountedName;
}

/** Collects in memory the names of papers, one paper after the other. */
export function createNames() {
  const names: Record<NameKind, Map<string, CountedName>> = {
    author: new Map(),
    organisation: new Map(),
  };
  return {
    add(paper: Paper): void {
      for (const { kind, name } of namesOf(paper)) {
        const known = names[kind].get(name);
        if (known) known.papers += 1;
        else names[kind].set(name, { name, papers: 1, beginnings: nameBeginnings(name) });
      }
    },
    sorted(): KnownNames {
      const sorted = { author: sort(names.author), organisation: sort(names.organisation) };
      return {
        beginning: (kind, text, limit) =>
          [...new Set(beginningWith(sorted[kind], text))]
            .toSorted((a, b) => b.papers - a.papers || compare(a.name, b.name))
            .slice(0, limit)
            .map(({ name }) => name),
      };
    },
  };
}

function sort(names: ReadonlyMap<string, CountedName>): Beginning[] {
  return [...names.values()]
    .flatMap((of) => of.beginnings.map((begin) => ({ begin, of })))
    .toSorted((a, b) => compare(a.begin, b.begin) || compare(a.of.name, b.of.name));
}

/** The first `MAX_NAMES_SCANNED` at most. */
function beginningWith(sorted: readonly Beginning[], text: string): CountedName[] {
  const from = firstFrom(sorted, text);
  const scanned = sorted.slice(from, from + MAX_NAMES_SCANNED);
  const end = scanned.findIndex(({ begin }) => !begin.startsWith(text));
  return scanned.slice(0, end === -1 ? scanned.length : end).map(({ of }) => of);
}

/** Index of the first that does not come before `text`. */
function firstFrom(sorted: readonly Beginning[], text: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(sorted[middle]?.begin ?? "", text) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
