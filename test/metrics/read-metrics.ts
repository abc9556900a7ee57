/** One line of Prometheus' text format, version 0.0.4. */
interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

const COMMENT =
  /^# (?:HELP (?<helped>\S+) .+|TYPE (?<typed>\S+) (?<type>counter|gauge|histogram|summary))$/;
const SAMPLE =
  /^(?<name>[a-zA-Z_:][\w:]*)(?:\{(?<labels>(?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\"n])*",?)*)\})? (?<value>[Nn]a[Nn]|[+-]?Inf|[-+.\de]+)$/;
const LABEL = /(?<name>[a-zA-Z_]\w*)="(?<value>(?:[^"\\\n]|\\[\\"n])*)"/g;

/**
 * Reads what a scraper would, and refuses what it would: a line of no known form, a sample whose type was not told
 * before, the same sample twice, and a histogram that does not add up.
 */
export function readMetrics(text: string): Sample[] {
  if (!text.endsWith("\n")) throw new Error("The last line has no end");
  const types = new Map<string, string>();
  const samples: Sample[] = [];
  const seen = new Set<string>();
  for (const line of text.split("\n").filter(Boolean)) {
    const comment = COMMENT.exec(line)?.groups;
    if (comment) {
      if (comment["typed"]) types.set(comment["typed"], comment["type"] ?? "");
      continue;
    }
    const sample = SAMPLE.exec(line)?.groups;
    if (!sample) throw new Error(`Not a sample: ${line}`);
    const { name = "", labels = "", value = "" } = sample;
    const family = name.replace(/_(?:bucket|sum|count)$/, "");
    if (!types.has(name) && types.get(family) !== "histogram" && types.get(family) !== "summary")
      throw new Error(`No type: ${line}`);
    if (seen.has(`${name}{${labels}}`)) throw new Error(`Twice: ${line}`);
    seen.add(`${name}{${labels}}`);
    samples.push({ name, labels: labelsIn(labels), value: numberIn(value) });
  }
  for (const [family, type] of types) if (type === "histogram") addsUp(family, samples);
  return samples;
}

function labelsIn(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(LABEL)].map(({ groups }) => [
      groups?.["name"] ?? "",
      groups?.["value"] ?? "",
    ]),
  );
}

function numberIn(text: string): number {
  return text.endsWith("Inf") ? (text.startsWith("-") ? -Infinity : Infinity) : Number(text);
}

function addsUp(family: string, samples: readonly Sample[]): void {
  const buckets = samples.filter(({ name }) => name === `${family}_bucket`);
  const series = Map.groupBy(buckets, ({ labels }) => JSON.stringify(withoutBounds(labels)));
  for (const [others, steps] of series) {
    const counts = steps.map(({ value }) => value);
    const grows = counts.every((count, i) => count >= (counts[i - 1] ?? 0));
    const whole = samples.find(
      ({ name, labels }) => name === `${family}_count` && JSON.stringify(labels) === others,
    );
    if (!grows || steps.at(-1)?.labels["le"] !== "+Inf" || whole?.value !== counts.at(-1))
      throw new Error(`Does not add up: ${family}${others}`);
  }
}

/** Of a bucket: those that its whole histogram has. */
export function withoutBounds(labels: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => name !== "le"));
}

/** The value of the one sample with such labels; undefined where there is none. */
export function valueOf(
  samples: readonly Sample[],
  name: string,
  labels: Record<string, string> = {},
): number | undefined {
  const wanted = Object.entries(labels);
  return samples.find(
    (one) => one.name === name && wanted.every(([label, value]) => one.labels[label] === value),
  )?.value;
}
