import type { Paper } from "../../src/papers/paper.ts";
import { aPaper } from "../papers/a-paper.ts";

/** Papers with so much text that three to five of them fill a message. */
export function longPapers(count: number, prefix = "p"): Paper[] {
  const summary = "A long text that says what this paper is about and why one should read it. ";
  return Array.from({ length: count }, (_, i) =>
    aPaper({
      id: `${prefix}${i + 1}`,
      title: `Paper ${prefix}${i + 1} on vision, ${"with a very long title ".repeat(30)}`,
      summary: summary.repeat(20),
    }),
  );
}
