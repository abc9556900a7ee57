import type { Paper } from "../src/papers/paper.ts";
import type { JudgedQuery } from "./judged.ts";
import { pick, seededRandom } from "./random.ts";

/** What people type who look for one paper they know: its title, parts of it, slips in it. */
export function titleQueries(papers: readonly Paper[]): JudgedQuery[] {
  const random = seededRandom(4);
  return papers.flatMap(({ title, displayTitle }) => {
    const words = displayTitle
      .toLowerCase()
      .split(/[^\p{L}\p{N}-]+/u)
      .filter((word) => word.length > 3);
    const some = [...new Set(Array.from({ length: 6 }, () => pick(words, random)))].slice(0, 3);
    const slip = some.map((word, i) => (i === 0 ? withSlip(word, random) : word));
    const relevant = { [title]: 2 };
    return [
      { kind: "title", text: displayTitle.toLowerCase(), relevant },
      { kind: "title begun", text: displayTitle.slice(0, 20), relevant },
      { kind: "gist", text: some.join(" "), relevant },
      { kind: "typo", text: slip.join(" "), relevant },
    ];
  });
}

/** Two letters in the wrong order. */
function withSlip(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (word.length - 2));
  return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
}
