/** Where work waits for its turn. */
export interface Line {
  /** Runs `work` when nothing else runs. What is urgent goes before all that is not, whenever it came. */
  take<T>(work: () => Promise<T>, how: { isUrgent: boolean }): Promise<T>;
}

export function createLine(): Line {
  const urgent: (() => Promise<void>)[] = [];
  const others: (() => Promise<void>)[] = [];
  let isBusy = false;

  async function workOff(): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    for (;;) {
      const next = urgent.shift() ?? others.shift();
      if (!next) break;
      await next();
    }
    isBusy = false;
  }

  return {
    async take(work, { isUrgent }) {
      const turn = Promise.withResolvers<void>();
      const done = turn.promise.then(work);
      (isUrgent ? urgent : others).push(async () => {
        turn.resolve();
        await Promise.allSettled([done]);
      });
      void workOff();
      return await done;
    },
  };
}
