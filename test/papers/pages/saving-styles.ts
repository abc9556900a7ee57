import * as fc from "fast-check";

/** A paper as a listing shows it. */
export interface ListedPaper {
  title: string;
  text: string;
  authors: number;
  /** Days after 2026-01-01. */
  day: number;
}

/** How somebody saved a page: what stands around the entries, and how each of them is written. */
export interface SavingStyle {
  menu: readonly string[];
  header: readonly string[];
  footer: readonly string[];
  /** Between two entries somewhere in the middle. */
  middle: readonly string[];
  above: (index: number) => readonly string[];
  below: (index: number) => readonly string[];
  title: (title: string, index: number) => string;
  text: (text: string) => string;
  metadata: (paper: ListedPaper) => readonly string[];
  /** Blank lines between all blocks, around entries only, or none. */
  gaps: "all" | "entries" | "none";
  lineEnd: string;
}

const titleWord = fc.constantFrom(
  ..."Sparse Lanterns Copper Ink Rivers Graphs Attention Memory Small Models Learning Bridges Tides Quiet Signals Maps Pruning Moss Kernels Weather Orchards Anchors Paper Looms Harbours".split(
    " ",
  ),
);
const title = fc
  .tuple(
    fc.array(titleWord, { minLength: 3, maxLength: 6 }),
    fc.array(titleWord, { minLength: 2, maxLength: 4 }),
    fc.boolean(),
  )
  .map(([first, rest, colon]) => first.join(" ") + (colon ? `: ${rest.join(" ")}` : ""));
const sentence = fc
  .array(
    fc.constantFrom(
      ..."we show that a small model learns from long documents without much memory and holds still when its inputs drift far away".split(
        " ",
      ),
    ),
    { minLength: 6, maxLength: 24 },
  )
  .map((some) => `${some.join(" ").replace(/^./, (letter) => letter.toUpperCase())}.`);
const text = fc.array(sentence, { minLength: 1, maxLength: 5 }).map((all) => all.join(" "));

export const papers: fc.Arbitrary<ListedPaper[]> = fc.uniqueArray(
  fc.record({
    title,
    text,
    authors: fc.integer({ min: 1, max: 40 }),
    day: fc.integer({ min: 0, max: 300 }),
  }),
  { minLength: 2, maxLength: 6, selector: (paper) => paper.title },
);

export function dateOf(paper: ListedPaper): Temporal.PlainDate {
  return Temporal.PlainDate.from("2026-01-01").add({ days: paper.day });
}

function spelt(locale: string, month: "long" | "short" = "long") {
  return (paper: ListedPaper) =>
    dateOf(paper).toLocaleString(locale, { day: "numeric", month, year: "numeric" });
}

const LANGUAGES = [
  {
    authors: (n: number) => (n === 1 ? "1 author" : `${n} authors`),
    date: spelt("en-US", "short"),
  },
  { authors: (n: number) => `${n} authors`, date: spelt("en-GB") },
  {
    authors: (n: number) => `${n} authors`,
    date: (paper: ListedPaper) => dateOf(paper).toString(),
  },
  { authors: (n: number) => `${n} Autoren`, date: spelt("de") },
  { authors: (n: number) => `${n} auteurs`, date: spelt("fr") },
  { authors: (n: number) => `${n} autores`, date: spelt("es") },
  { authors: (n: number) => `${n} autori`, date: spelt("it") },
  { authors: (n: number) => `${n} 位作者`, date: spelt("zh") },
  { authors: (n: number) => `著者${n}名`, date: spelt("ja") },
  { authors: (n: number) => `저자 ${n}명`, date: spelt("ko") },
  { authors: (n: number) => `${n} авторов`, date: spelt("ru") },
] as const;

const metadata = fc
  .tuple(
    fc.constantFrom(...LANGUAGES),
    fc.constantFrom("•", "-", "*", "\t•\t", "\u00A0•\u00A0"),
    fc.constantFrom(" · ", " • ", " | ", "\t·\t", " – ", "\u00A0·\u00A0"),
    fc.constantFrom("lines", "lines", "one line", "one line with votes", "bulleted line"),
  )
  .map(([language, bullet, separator, form]) => (paper: ListedPaper): string[] => {
    const authors = language.authors(paper.authors);
    const date = language.date(paper);
    if (form === "lines") return [`  ${bullet} ${authors}`, "·", date];
    if (form === "one line") return [`${authors}${separator}${date}`];
    if (form === "bulleted line") return [`- ${authors}${separator}${date}${separator}2`];
    return [`${authors}${separator}${date} ▲ ${paper.authors + 30}`];
  });

const MENUS = [
  [],
  ["Hugging Face", "Models", "Datasets", "Spaces", "Community", "Docs", "Log In", "Sign Up"],
  ["Modelle", "Datensätze", "Dokumente", "Preise", "Anmelden"],
  ["Modèles", "Jeux de données", "Espaces", "Tarifs", "Connexion"],
  ["模型", "数据集", "空间", "文档", "登录"],
  ["[Models](https://example.org/models)", "[Datasets](https://example.org/datasets)"],
  ["| Models | Datasets |", "|---|---|", "| Spaces | Docs |"],
];
const HEADERS = [
  [],
  ["Daily Papers", "byAK and the research community", "Nov 20"],
  ["# Daily Papers", "**byAK and the research community**"],
  ["Tägliche Artikel", "von AK und der Community", "20. November"],
  ["每日论文", "由AK和研究社区提供", "11月20日"],
];
const FOOTERS = [
  [],
  ["Previous", "1", "2", "3", "...", "100", "Next", "Company", "TOS", "Privacy", "System theme"],
  ["Zurück", "1", "2", "Weiter", "Impressum", "Datenschutz"],
  ["上一页", "1", "2", "下一页", "关于", "隐私"],
  ["Company", "© 2026 Example Inc. All rights reserved.", "Terms", "Privacy"],
  ["We use cookies to improve your experience.", "Accept all", "Reject"],
];
const MIDDLES = [
  [],
  ["Get trending papers in your email inbox!", "Subscribe"],
  ["Models", "Datasets", "Spaces", "Docs"],
  ["| a | b |", "|---|---|", "| 1 | 2 |"],
  ["Sponsored", "Train on our cloud", "Learn more"],
];
const NAMES = ["alice", "bob", "carol", "dan", "erin", "frank"];

export const styles: fc.Arbitrary<SavingStyle> = fc.record({
  menu: fc.constantFrom(...MENUS),
  header: fc.constantFrom(...HEADERS),
  footer: fc.constantFrom(...FOOTERS),
  middle: fc.constantFrom(...MIDDLES),
  above: fc.constantFrom<SavingStyle["above"]>(
    () => [],
    () => [],
    (index) => [`Submitted by ${NAMES[index]}`],
    (index) => [`Submitted by ${NAMES[index]}`, `▲ 4${index}`],
    (index) => [`4${index}`],
    (index) => ["Submitted by", NAMES[index] ?? "", `1${index}`],
  ),
  below: fc.constantFrom<SavingStyle["below"]>(
    () => [],
    () => [],
    (index) => [`▲ 4${index}`],
    (index) => ["Upvote", `4${index}`],
    (index) => [`4${index} upvotes`, "View arXiv page"],
  ),
  title: fc.constantFrom<SavingStyle["title"]>(
    (words) => words,
    (words) => words,
    (words) => `## ${words}`,
    (words, index) => `### [${words}](https://example.org/papers/2611.0000${index})`,
    (words) => `**${words}**`,
    (words) => `- ${words}`,
    (words, index) => `${index + 1}. ${words}`,
  ),
  text: fc.constantFrom<SavingStyle["text"]>((words) => words, wrapped),
  metadata,
  gaps: fc.constantFrom("all", "all", "entries", "none"),
  lineEnd: fc.constantFrom("\n", "\r\n"),
});

/** As programs save a page as text: at most 72 letters a line. */
function wrapped(words: string): string {
  return words.replace(/(.{1,72})(?:\s+|$)/g, "$1\n").trimEnd();
}

/** The text of the page that somebody saved in this style. */
export function savedPage(all: readonly ListedPaper[], style: SavingStyle): string {
  const within = style.gaps === "all" ? "\n\n" : "\n";
  const between = style.gaps === "none" ? "\n" : "\n\n";
  const entries = all.map((paper, index) =>
    [
      ...(style.above(index).length > 0 ? [style.above(index).join(within)] : []),
      style.title(paper.title, index),
      style.text(paper.text),
      style.metadata(paper).join("\n"),
      ...(style.below(index).length > 0 ? [style.below(index).join(within)] : []),
    ].join(within),
  );
  if (style.middle.length > 0) entries.splice(1, 0, style.middle.join("\n"));
  return [style.menu.join("\n"), style.header.join(between), ...entries, style.footer.join("\n")]
    .filter((block) => block !== "")
    .join(between)
    .replaceAll("\n", style.lineEnd);
}
