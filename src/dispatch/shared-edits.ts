import { setTimeout as delay } from "node:timers/promises";

/** Shows what came of a press, by way of it. */
interface SharedEdit {
  /** Tells at once that the press has arrived. */
  acknowledge: () => Promise<void>;
  /** Shows the message as it is to be by then. */
  edit: () => Promise<void>;
}

interface Shown {
  /** Once who pressed has an answer; the edit may still wait. */
  answered: Promise<void>;
  /** Once nothing of the message waits any more. */
  done: Promise<void>;
}

/** Edits of messages that many press at once: one after the other, and not too often. */
export interface SharedEdits {
  /** Edits now, or else acknowledges and leaves the edit, with those of others, to the last of them. */
  show(messageId: string, edit: SharedEdit): Shown;
  /** The message has become another: what waits for it is dropped. */
  forget(messageId: string): void;
  /** From now on nothing waits for its time. */
  hurry(): void;
}

interface Busy {
  /** By way of the last press: its token is good for the longest. */
  next: (() => Promise<void>) | null;
  done: Promise<void>;
}

export function createSharedEdits({
  everyMs,
  onFailure,
}: {
  everyMs: number;
  /** Of an edit that nobody waits for. */
  onFailure: (error: unknown) => void;
}): SharedEdits {
  const busy = new Map<string, Busy>();
  const hurrying = new AbortController();
  const { signal } = hurrying;

  const pause = () => delay(everyMs, undefined, { signal }).catch(() => undefined);

  /** Until nobody has pressed for a while. */
  async function goOn(messageId: string, first: Promise<void>): Promise<void> {
    await Promise.all([first.catch(() => undefined), pause()]);
    for (;;) {
      const state = busy.get(messageId);
      const edit = state?.next;
      if (!state || !edit) break;
      state.next = null;
      // One that fails keeps no other from being shown.
      await Promise.all([edit().catch(onFailure), pause()]);
    }
    busy.delete(messageId);
  }

  return {
    show(messageId, { acknowledge, edit }) {
      const state = busy.get(messageId);
      if (state) {
        const answered = acknowledge();
        state.next = () => answered.then(edit);
        return { answered, done: state.done };
      }
      const answered = edit();
      const entered: Busy = { next: null, done: Promise.resolve() };
      busy.set(messageId, entered);
      entered.done = goOn(messageId, answered);
      return { answered, done: entered.done };
    },
    forget(messageId) {
      const state = busy.get(messageId);
      if (state) state.next = null;
    },
    hurry: () => hurrying.abort(),
  };
}
