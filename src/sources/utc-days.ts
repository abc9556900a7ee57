/** The day in UTC. */
export function utcDay(instant: Temporal.Instant): Temporal.PlainDate {
  return instant.toZonedDateTimeISO("UTC").toPlainDate();
}

/** `Friday 20 November` */
export function dayInWords(day: Temporal.PlainDate): string {
  // The machine's own zone, which is looked up otherwise, may be one that Intl does not know.
  return day.toLocaleString("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  });
}
