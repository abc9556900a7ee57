import { digestMark } from "../../messages/digests/digest.ts";
import type { Ledger } from "../book.ts";
import type { Courier } from "../courier.ts";
import type { DigestMessage } from "../digest.ts";

/** Where only our clock tells when a request left: theirs may be so much behind it. */
const CLOCKS_DIFFER = { hours: 1 };

/**
 * Messages are kept where they arrived under the time of the far end, which need not be ours. So it is
 * noted by their clock as well when the first request for one leaves, and looked for from then on,
 * whatever became of our clock meanwhile.
 */
export function byTheirClock(
  digestId: string,
  { courier, ledger }: { courier: Courier; ledger: Ledger },
): { courier: Courier; ledger: Ledger } {
  return {
    ledger: {
      ...ledger,
      attempting: async (id, number, at) =>
        await ledger.attempting(id, number, at, courier.time ?? null),
    },
    courier: {
      ...courier,
      async find(target, mark, since) {
        const messages = await ledger.messages(digestId);
        const message = messages.find(({ number }) => digestMark(digestId, number) === mark);
        return await courier.find(target, mark, lookFrom(message, since));
      },
    },
  };
}

function lookFrom(message: DigestMessage | undefined, since: Temporal.Instant): Temporal.Instant {
  const state = message?.state;
  return (state?.kind === "unsure" && state.attemptedThere) || since.subtract(CLOCKS_DIFFER);
}
