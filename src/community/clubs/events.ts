/** Events of a server at the far end. Never throws for what is listed here. */
export interface Events {
  /** Makes an event, unless there is one of ours whose description has `mark` in it. */
  ensure(event: NewEvent): Promise<EventMade>;
  /** Cancels one of ours; one that is gone is cancelled. */
  cancel(guildId: string, eventId: string): Promise<"cancelled" | "unavailable">;
}

export interface NewEvent {
  guildId: string;
  name: string;
  description: string;
  /** A part of the description that no other event has. */
  mark: string;
  /** Where it takes place, in words or as an address. */
  location: string;
  start: Temporal.Instant;
  end: Temporal.Instant;
}

export type EventMade =
  | { kind: "made"; eventId: string }
  /** We may make none there, or there are too many. */
  | { kind: "none" }
  | { kind: "unavailable"; reason: string };
