import type { Outlet } from "../digests/outlet.ts";
import type { DigestSettings } from "../digests/settings.ts";

/** What somebody wants by mail: a channel's digest, or a topic of their own. */
export type Wanted =
  | { kind: "channel"; channelId: string }
  /** What they don't say of the time stays as it is, or is the usual. */
  | { kind: "topic"; topic: string; at?: Partial<TimeOfDay> };

export type TimeOfDay = Pick<DigestSettings, "time" | "timeZone">;

/** Digests that somebody gets by mail. */
export interface Mail {
  outlet: Outlet;
  userId: string;
  address: string;
}

/** A code that is on its way to an address, or there. */
export interface SentCode {
  userId: string;
  address: string;
  wanted: Wanted;
  /** Of the outlet that it will make. */
  outletId: string;
  /** Stands for the code; see `MailKeep.mark`. */
  hash: string;
  sentAt: Temporal.Instant;
}

/** All that the mail room keeps. */
export interface MailKeep {
  /** Of a person, oldest first; those too that ended a while ago. */
  of(userId: string): Promise<Mail[]>;
  mail(outletId: string): Promise<Mail | null>;
  /** Makes an outlet that is a mail; making it twice is making it once. */
  add(
    mail: Pick<Mail, "userId" | "address"> & Pick<Outlet, "id" | "channelId" | "startedAt">,
  ): Promise<void>;
  /** Removes it, and all that is kept for it alone. */
  remove(outletId: string): Promise<void>;
  /**
   * Keeps a code in the place of the person's last one; false where the person or the address had `most`
   * in the day before. It counts even where the person is forgotten meanwhile.
   */
  keepCode(code: SentCode, most: number): Promise<boolean>;
  /** It was not sent, so it does not count. */
  takeBackCode(code: SentCode): Promise<void>;
  /** Counts a try at a person's code; null where there is none from after `since`, or it had `most` tries. */
  tryCode(
    userId: string,
    since: Temporal.Instant,
    most: number,
  ): Promise<{ code: SentCode; triesLeft: number } | null>;
  dropCode(userId: string): Promise<void>;
  /** Stands for a text, and nobody without this database can tell for which (HMAC-SHA256, base64url). */
  mark(text: string): Promise<string>;
}
