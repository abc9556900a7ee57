import type { Answer, Client, Question } from "./answer.ts";

const MAX_MOVES = 5;

/** Asks the host of an address, and those that it leads to, each by its own client. Only the first may be trusted. */
export async function getThrough(
  url: URL,
  clientOf: (host: string) => Client,
  { isTrusted = false, ...question }: Question,
): Promise<Answer> {
  let there = url;
  for (let moves = 0; ; moves += 1) {
    const isNamed = isTrusted && moves === 0;
    const answer = await clientOf(there.host).get(there, {
      ...question,
      ...(isNamed && { isTrusted }),
    });
    const to = "movedTo" in answer ? answer.movedTo : undefined;
    if (!to || moves === MAX_MOVES) return answer;
    there = to;
  }
}
