import { createHash } from "node:crypto";
import type { Entry, Snapshot } from "../paper.ts";
import { isPreprintDoi, keysOf, titleKey } from "./keys.ts";

/** An entry and the snapshot that has it, by its place in the list of snapshots. */
export interface PlacedEntry {
  page: number;
  snapshot: Snapshot;
  entry: Entry;
}

/** The entries that are one work, in the order seen. */
export interface Work {
  id: string;
  entries: PlacedEntry[];
}

export interface Identified {
  /** In the order first seen. */
  works: Work[];
  /** Every key known or seen, oldest first, and the id it stands for. */
  identities: Map<string, string>;
}

/**
 * Puts together the entries of each work. Ids of earlier runs (`known`) are kept. Where two works
 * turn out to be one, because an entry has keys of both, the older id stays, and `id:` with the
 * other one leads to it. `isTaken`: whether something that is not known here has an id, or had it.
 */
export function identify(
  snapshots: readonly Snapshot[],
  known: ReadonlyMap<string, string>,
  isTaken: (id: string) => boolean = () => false,
): Identified {
  const identities = new Map(known);
  const facts = new Map<string, StrongKeys>();
  const age = new Map<string, number>();
  const works = new Map<string, Work>();
  for (const [key, id] of known) {
    if (key.startsWith("id:")) continue;
    learn(facts, id, key);
    age.set(id, Math.min(age.get(id) ?? Infinity, age.size));
  }

  const current = (id: string): string => {
    let now = id;
    for (
      let next = identities.get(`id:${now}`);
      next !== undefined;
      next = identities.get(`id:${now}`)
    ) {
      if (next === now) break;
      now = next;
    }
    return now;
  };

  /** The works that the keys lead to, unless arXiv ids or DOIs say that they are others. */
  const matches = (keys: string[]): string[] => {
    const found: string[] = [];
    const together = strongAmong(keys);
    for (const key of keys) {
      const id = identities.get(key);
      if (id === undefined) continue;
      const there = current(id);
      const ofThere = facts.get(there) ?? new Set();
      if (found.includes(there) || (!key.startsWith("item:") && contradict(together, ofThere, key)))
        continue;
      found.push(there);
      for (const fact of ofThere) together.add(fact);
    }
    return found;
  };

  const unite = (ids: string[]): string => {
    const [oldest = "", ...others] = ids.toSorted(
      (a, b) => (age.get(a) ?? Infinity) - (age.get(b) ?? Infinity),
    );
    for (const other of others) {
      identities.set(`id:${other}`, oldest);
      for (const key of facts.get(other) ?? []) learn(facts, oldest, key);
      const moved = works.get(other)?.entries ?? [];
      works.delete(other);
      for (const place of moved) workOf(works, oldest).entries.push(place);
    }
    return oldest;
  };

  const isUsed = (id: string) => age.has(id) || identities.has(`id:${id}`) || isTaken(id);

  for (const [page, snapshot] of snapshots.entries())
    for (const entry of snapshot.entries) {
      const keys = keysOf(entry);
      const ids = matches(keys);
      const id = ids.length > 0 ? unite(ids) : newId(entry, isUsed);
      if (!age.has(id)) age.set(id, age.size);
      for (const key of keys) {
        if (!identities.has(key)) identities.set(key, id);
        if (current(identities.get(key) ?? "") === id) learn(facts, id, key);
      }
      workOf(works, id).entries.push({ page, snapshot, entry });
    }

  for (const [key, id] of identities) identities.set(key, current(id));
  return { works: inOrderSeen([...works.values()]), identities };
}

function workOf(works: Map<string, Work>, id: string): Work {
  const work = works.get(id) ?? { id, entries: [] };
  works.set(id, work);
  return work;
}

/** The arXiv ids and DOIs of a work, as keys. */
type StrongKeys = Set<string>;

function strongAmong(keys: readonly string[]): StrongKeys {
  return new Set(keys.filter(isStrong));
}

function isStrong(key: string): boolean {
  return key.startsWith("arxiv:") || key.startsWith("doi:");
}

function learn(facts: Map<string, StrongKeys>, id: string, key: string): void {
  if (!isStrong(key)) return;
  const known = facts.get(id) ?? new Set();
  known.add(key);
  facts.set(id, known);
}

/**
 * Whether both have arXiv ids, or else both DOIs, and none of them in common. A preprint and what a journal made
 * of it have two DOIs: where title and an author led from one to the other, that is no contradiction.
 */
function contradict(a: StrongKeys, b: StrongKeys, ledBy: string): boolean {
  for (const scheme of ["arxiv:", "doi:"]) {
    const ofA = [...a].filter((key) => key.startsWith(scheme));
    const ofB = [...b].filter((key) => key.startsWith(scheme));
    if (ofA.length === 0 || ofB.length === 0) continue;
    if (ofA.some((key) => b.has(key))) return false;
    return (
      scheme === "arxiv:" || !ledBy.startsWith("by:") || arePreprints(ofA) === arePreprints(ofB)
    );
  }
  return false;
}

function arePreprints(keys: readonly string[]): boolean {
  return keys.every((key) => isPreprintDoi(key.slice("doi:".length)));
}

function inOrderSeen(works: Work[]): Work[] {
  for (const work of works) work.entries.sort(bySight);
  return works.toSorted((a, b) => {
    const [firstOfA] = a.entries;
    const [firstOfB] = b.entries;
    return firstOfA && firstOfB ? bySight(firstOfA, firstOfB) : 0;
  });
}

function bySight(a: PlacedEntry, b: PlacedEntry): number {
  return a.page - b.page || a.entry.line - b.entry.line;
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const ID_LENGTH = 10;

/** Ten letters and digits from the title; from more than the title where another work has them. */
function newId(entry: Entry, isTaken: (id: string) => boolean): string {
  for (let attempt = 0; ; attempt++) {
    const seed = attempt === 0 ? titleKey(entry.title) : [attempt, ...keysOf(entry)].join("\n");
    const digest = createHash("sha256").update(seed).digest();
    const id = Array.from(digest.subarray(0, ID_LENGTH), (byte) => ALPHABET[byte % 32]).join("");
    if (!isTaken(id)) return id;
  }
}
