import { pick } from "../../../bench/random.ts";
import type { Asked, FarEnd, Said } from "../far-end.ts";

/** What a far end may say instead of what it would, or make of that. */
type Fault = Said | ((asked: Asked) => Said);

/** Faults that strike several requests in a row, and those that strike one. */
export function strike(farEnd: FarEnd, random: () => number): void {
  farEnd.forget();
  const chance = random();
  if (chance < 0.3) {
    const fault = pick<Fault>(outages, random);
    farEnd.say(...Array.from({ length: 1 + Math.floor(random() * 30) }, () => fault));
  } else if (chance < 0.5) {
    const sound = (asked: Asked) => farEnd.answer(asked);
    const before = Array.from({ length: Math.floor(random() * 3) }, () => sound);
    const mangle = pick(mangles, random);
    farEnd.say(...before, (asked) => mangle(farEnd.answer(asked)));
  }
}

/** Until something else strikes. */
export function shutDown(farEnd: FarEnd): void {
  farEnd.forget();
  farEnd.say(...Array.from({ length: 100 }, () => ({ status: 503 })));
}

const outages: Fault[] = [
  { status: 429 },
  { status: 429, headers: { "retry-after": "7200" } },
  { status: 500 },
  { status: 403 },
  { status: 503, headers: { "retry-after": "5" } },
  { status: 200, body: "" },
  { status: 200, body: "Rate exceeded." },
  { status: 200, body: "[]" },
  { body: "<html><body>Please wait</body></html>" },
  { body: "<rss><channel><title>", isCut: true },
  { status: 302, headers: { location: "http://169.254.169.254/latest/meta-data" } },
];

/** Broken items, fewer than there should be, the end missing, cut on its way, every item twice, a page for people without any. */
const mangles: ((said: Said) => Said)[] = [
  (said) => ({ ...said, body: text(said).replace(/(?=<item>|<entry>)/, "<item><title>A </item>") }),
  (said) => ({ ...said, body: text(said).replace(/^\[(?=\{)/, '[{"paper":{"id":7}},') }),
  (said) => ({ ...said, body: text(said).replace(/(?<="collection":\[)(?=\{)/, '{"doi":7},') }),
  (said) => ({ ...said, body: text(said).replace(/(?<="collection":\[)[^\]]*/, "") }),
  (said) => ({ ...said, body: text(said).slice(0, text(said).length / 2) }),
  (said) => ({ ...said, isCut: true }),
  (said) => ({ ...said, body: text(said).replace(/(<item>[^]*<\/item>)/, "$1$1") }),
  (said) => ({
    ...said,
    body: text(said)
      .replaceAll(/Total of \d+ entries/g, "Total of 0 entries")
      .replace(/<dl [^]*<\/dl>/, ""),
  }),
];

function text({ body = "" }: Said): string {
  return String(body);
}
