const TIME = /^(\d{1,2})(?:[:.h](\d{2}))? ?(?:([ap])\.?m\.?)?$/;

/** A local time as `09:00`, from `9`, `09:00`, `9.30` or `9am`; null when it cannot be read. */
export function parseTime(text: string): string | null {
  const typed = text.normalize("NFKC").trim().toLowerCase();
  const [matched, hours = "", minutes = "00", half] = TIME.exec(typed) ?? [];
  if (matched === undefined || Number(minutes) > 59) return null;
  const hour = half === undefined ? Number(hours) : hourOfDay(Number(hours), half);
  if (hour === null || hour > 23) return null;
  return `${String(hour).padStart(2, "0")}:${minutes}`;
}

/** On a clock with twelve hours there is no 0, and 12 comes before 1. */
function hourOfDay(hour: number, half: string): number | null {
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half === "p" ? 12 : 0);
}
