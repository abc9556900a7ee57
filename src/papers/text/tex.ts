import { restoreAccents } from "./accents.ts";
import { unwrapFonts } from "./fonts.ts";
import { restoreFormulas } from "./formulas.ts";
import { restoreGreek } from "./greek.ts";
import { lowered, raised } from "./scripts.ts";

/** Letters of Greek whose names are words or parts of words too: `pi` in "capital". */
const NAME =
  "(?:alpha|beta|gamma|delta|eta|iota|lambda|mu|nu|xi|pi|varpi|rho|tau|upsilon|phi|chi|psi)";

/**
 * Without any of these there is nothing to restore; most texts have none. One after the other, and each looks for its rarest
 * letter first: all in one take twice as long.
 */
const ANYTHING_TO_DO = [
  /[\\{}~^_`$]/,
  /--|\dtimes/i,
  /epsilon|theta|zeta|omega|sigma|kappa|varphi|varrho/i,
  // Beside a sign of a formula, or in brackets.
  new RegExp(
    [
      String.raw`(?<=(?<![a-z])${NAME})[=(,)\]]`,
      String.raw`[=^+*<>([,] ?${NAME}(?![a-z])`,
      String.raw`(?<=\d)-${NAME}(?![a-z])`,
    ].join("|"),
    "i",
  ),
];

/**
 * Restores what TeX spells out and what is safe to restore without knowing the formula around it.
 * Listings come with most backslashes and all dollar signs already taken off.
 */
export function restoreTex(text: string): string {
  if (!ANYTHING_TO_DO.some((sign) => sign.test(text))) return text;
  const steps = [
    restoreAccents,
    restoreFormulas,
    restoreSigns,
    unwrapFonts,
    restoreTimes,
    restoreGreek,
    restoreScripts,
    restorePunctuation,
  ];
  return steps.reduce((restored, step) => step(restored), text);
}

/** Signs that TeX wants after a backslash, and its narrow blanks: `i.\,e.`, `10\,000`. */
function restoreSigns(text: string): string {
  return text
    .replace(/(?<!\\)\\([%&#_$])/g, "$1")
    .replace(/(?<=(?<!\p{L})\p{L}\.)\\,(?=\p{L}(?!\p{L}))/gu, "")
    .replace(/(?<!\\)\\[,;:](?=[\p{L}\p{N}\\({])/gu, " ");
}

/** `224times224`, `2times faster`, `64{times}64`, `\(7\times\)`; never a "times" that stands alone. */
function restoreTimes(text: string): string {
  return text
    .replace(/(?<=\d) ?(?:\{times\}|\\times(?![a-zA-Z])) ?(?=\d)/g, "×")
    .replace(/\{times\}|\\times(?![a-zA-Z])/g, "×")
    .replace(/(?<=\d)times(?: (?=\d)|(?![a-zA-Z]))/g, "×")
    .replace(/(?<![_^])\{([=+<>])\}/g, "$1")
    .replace(/\\\(([^\\{}()]{1,80})\\\)/g, "$1");
}

/** `ell_2`, `ell_{p}`, `ell_infty`. */
const NORM =
  /(?<![\p{L}\p{N}_])(?:\\?ell|ℓ)_(?:\{([0-9p]|\\?infty|∞)\}|([0-9p]|\\?infty|∞)(?![\p{L}\p{N}]))/gu;

/** `H_2O`, `CO_2`, `π_0`: beside a name as short as that a digit stands for nothing else. */
const SHORT_INDEX = /(?<=(?<![\p{L}\p{N}_])(?:\p{Lu}|[CNS]O)|[α-ω])_(\d)(?![\p{Ll}\p{N}_])/gu;

function restoreScripts(text: string): string {
  return text
    .replace(/\{((?:ell|ℓ)_(?:[0-9p]|infty|∞))\}/g, "$1")
    .replace(NORM, (_, braced?: string, plain?: string) => {
      const index = braced ?? plain ?? "";
      return `ℓ${/^[0-9p]$/.test(index) ? lowered(index) : "∞"}`;
    })
    .replace(/(?<=[^\s\\^])\^\{([0-9n+()-]{1,8})\}/g, (all, power: string) => raised(power) ?? all)
    .replace(/(?<=\p{L})_\{(\d{1,4}(?:\.\d)?)\}/gu, (all, index: string) => lowered(index) ?? all)
    .replace(SHORT_INDEX, (all, index: string) => lowered(index) ?? all);
}

/** Ties keep words together; after a single letter, as in `x~N(0,1)`, a tilde means something. */
const TIE = /(?<=[\p{L}.,;:)\]}])(?<!(?<!\p{L})\p{L})~(?=[\p{L}\p{N}\\([{‘“])/gu;

/** Between words or between blanks; `--flag` is no dash. */
const DASHES = /(?<=\S )-{2,3}(?= \S)|(?<=[\p{L}\p{N})])-{2,3}(?=[\p{L}\p{N}(])/gu;

function restorePunctuation(text: string): string {
  return text
    .replace(/``([^`]{1,400}?)''/g, "“$1”")
    .replace(/(?<![\p{L}\p{N}`])`([^`'\s][^`']{0,80}?)'(?![\p{L}\p{N}'])/gu, "‘$1’")
    .replace(DASHES, (dashes) => (dashes.length === 3 ? "—" : "–"))
    .replace(TIE, " ");
}
