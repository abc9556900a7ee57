import { isSame } from "./code.ts";
import type { MailKeep } from "./keep.ts";

const LENGTH = 32;

/** What has to stand in an address that stops a mail, so that nobody else can make one up. */
export async function stopToken(
  outletId: string,
  { mark }: Pick<MailKeep, "mark">,
): Promise<string> {
  return (await mark(JSON.stringify(["stop", outletId]))).slice(0, LENGTH);
}

/** Stops a mail from outside of Discord. */
export interface MailStopper {
  /** Whether an address has the token that belongs to it. Of a mail that was stopped already too. */
  isRight(outletId: string, token: string): Promise<boolean>;
  stop(outletId: string): Promise<void>;
}

export function createMailStopper(keep: MailKeep): MailStopper {
  return {
    isRight: async (outletId, token) => isSame(await stopToken(outletId, keep), token),
    stop: (outletId) => keep.remove(outletId),
  };
}
