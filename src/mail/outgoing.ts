/** A mail to one address, before it is put into the form that leaves. */
export interface OutgoingMail {
  to: string;
  /** `<id@domain>` */
  messageId: string;
  date: Temporal.Instant;
  subject: string;
  text: string;
  html: string;
  /** How it is stopped; null for one that comes once. */
  stop: StopLink | null;
}

export interface StopLink {
  url: string;
  /** What to do there; null where a POST to the address is all (RFC 8058). */
  comment: string | null;
}

/** Who it is from: an address, and a name or "". */
export interface Sender {
  address: string;
  name: string;
}
