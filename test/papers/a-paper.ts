import type { Paper } from "../../src/papers/paper.ts";

let made = 0;

/** A paper of which only the title is known; each has an id and a title of its own unless told. */
export function aPaper(overrides: Partial<Paper> = {}): Paper {
  made += 1;
  const title = overrides.title ?? `Paper number ${made}`;
  return {
    id: `paper${made}`,
    title,
    displayTitle: title,
    abstract: null,
    summary: null,
    published: null,
    authorCount: null,
    organisation: null,
    comments: null,
    links: [{ kind: "search", url: "https://huggingface.co/papers?q=paper" }],
    seenIn: [{ file: "000.txt", line: 1 }],
    ...overrides,
  };
}
