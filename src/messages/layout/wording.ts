/** `1 paper`, `1,024 papers`. */
export function counted(count: number, noun: string): string {
  return `${many(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** `1,024` */
export function many(count: number): string {
  return numbers.format(count);
}

/** `a, b and c` */
export function listed(items: readonly string[]): string {
  return list.format(items);
}

// Made once: `toLocaleString` takes longer over a number than the rest of a line takes.
const numbers = new Intl.NumberFormat("en-GB");
const list = new Intl.ListFormat("en-GB");
