import type { DigestMessage } from "../digest.ts";
import { titlesOf, withoutWithdrawn } from "../planning/lay-out-again.ts";
import type { DeliveryRun, Progress } from "./delivery-run.ts";
import { withNote } from "./notes.ts";
import * as say from "./wording.ts";

/**
 * Takes out of a digest what its authors withdrew after it was planned: of messages for which no request
 * has left, since others may stand there already.
 */
export async function leaveOutWithdrawn(
  { book, corpus, channel, digest, log }: DeliveryRun,
  progress: Progress,
): Promise<Progress> {
  const messages = await book.history.messages(digest.id);
  const sources = { book, corpus: corpus() };
  let { notes } = progress;
  for (const message of messages.filter(({ state }) => state.kind === "waiting")) {
    const withdrawn = withdrawnIn(message, sources.corpus);
    if (withdrawn.length === 0) continue;
    const instead = await withoutWithdrawn(message, { digest, channel, messages }, sources);
    await book.deliveries.replace(digest.id, message.number, instead);
    log.info({ number: message.number, paperIds: withdrawn }, "Withdrawn papers are not sent");
    const titles = titlesOf(withdrawn, sources.corpus).join(", ");
    notes = withNote(notes, say.withdrawn(titles));
  }
  return { ...progress, notes };
}

function withdrawnIn(
  { paperIds }: DigestMessage,
  corpus: ReturnType<DeliveryRun["corpus"]>,
): string[] {
  return paperIds.filter((id) => corpus.byId(id)?.withdrawn);
}
