/**
 * An instant that each reader sees in their own zone and language. `F` is a date with weekday and
 * time, `f` without the weekday, `R` as in "in 3 hours" (Discord's reference, "Timestamp Styles").
 */
export function moment(instant: Temporal.Instant, style: "F" | "f" | "R"): string {
  return `<t:${Math.floor(instant.epochMilliseconds / 1000)}:${style}>`;
}

/** On a day at a time, and how long until then. */
export function moments(instant: Temporal.Instant): string {
  return `${moment(instant, "F")}, ${moment(instant, "R")}`;
}
