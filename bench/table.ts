/** One figure of ours beside the same figure of something well known. */
export interface Row {
  what: string;
  /** Default: milliseconds. */
  unit?: "ms" | "MB";
  ours: number;
  baseline: number;
}

/** Prints figures with their ratio: times differ from machine to machine, ratios much less. */
export function printTable(title: string, baseline: string, rows: readonly Row[]): void {
  const lines = [
    [title, "ours", baseline, "ratio"],
    ...rows.map(({ what, unit = "ms", ours, baseline: other }) => [
      `  ${what}`,
      `${twoDigits(ours)} ${unit}`,
      `${twoDigits(other)} ${unit}`,
      `${twoDigits(ours / other)}×`,
    ]),
  ];
  const widths = [0, 1, 2, 3].map((i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  for (const [what = "", ...figures] of lines) {
    const cells = figures.map((figure, i) => figure.padStart((widths[i + 1] ?? 0) + 2));
    console.log(what.padEnd(widths[0] ?? 0) + cells.join(""));
  }
  console.log();
}

/** At least two digits: `0.043`, `8.7`, `865`. */
export function twoDigits(value: number): string {
  return value < 10 ? value.toPrecision(2) : String(Math.round(value));
}
