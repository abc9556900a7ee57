import { unwrapFonts } from "./fonts.ts";
import { restoreGreek } from "./greek.ts";
import { lowered, raised } from "./scripts.ts";

/**
 * `$…$` as TeX has it: next to the dollar signs there is no blank, and no digit after the last, as in
 * `$5 and $6`, unless a sign of TeX is all there is: `$\sim$10`.
 */
const FORMULA =
  /(?<![\\$])\$(?![\s$])([^$]{1,300}?)(?<![\s\\])\$(?:(?!\d)|(?<=\$\\[a-zA-Z]{2,10}\$))(?!\$)/g;
/** A word of prose, or the name of a variable of some system, as in `$HOME/$`. */
const PROSE = /(?<![\\\p{L}])\p{L}{2,}\s+\p{L}{2,}|(?<![\\\p{L}{])\p{L}{4,}/u;
/** `$6, US$` */
const PRICE = /^\d[\d.,]*[\s,(/]/;
const SIGN_OF_TEX = /[\\_^{]/;

/** Formulas without what only TeX needs, `$\pi_0$` and `H$_2$O`; those that cannot do without stay. */
export function restoreFormulas(text: string): string {
  return text.replace(FORMULA, (found, inside: string) => {
    const isProse = PROSE.test(inside) || PRICE.test(inside);
    if (isProse && !SIGN_OF_TEX.test(inside)) return found;
    if (/\p{L}{2,}\s+\p{L}{2,}\s+\p{L}{2,}/u.test(inside)) return found;
    const plain = withoutTex(inside);
    return /[\\{}]/.test(plain) ? found : plain;
  });
}

function withoutTex(formula: string): string {
  const signs = restoreGreek(unwrapFonts(unwrapFonts(formula)))
    .replace(
      /\\(?:rm|bf|it|sf|tt|cal|left|right|big|Big|displaystyle|textstyle|limits|nolimits)(?![a-zA-Z])\s?/g,
      "",
    )
    .replace(/\\[,;:!> ]|~/g, " ")
    .replace(/\\times(?![a-zA-Z])/g, "×")
    .replace(/\\([%&#_$])/g, "$1")
    .replace(/\\(log|exp|ln|sin|cos|tan|min|max|arg|sup|inf|lim|det|dim|ker|Pr)(?![a-zA-Z])/g, "$1")
    .replace(/\\sqrt\s?(?:\{(\w{1,3})\}|(\w)(?!\w))/g, (_, group?: string, one?: string) => {
      return `√${group ?? one ?? ""}`;
    })
    .replace(/\\[dt]?frac\s?\{(\w{1,3})\}\s?\{(\w{1,3})\}/g, "$1/$2");
  return withScripts(signs)
    .replace(/(?<![\\_^])\{([^{}]{0,100})\}/g, "$1")
    .replace(/\s+/g, " ");
}

/** `_2`, `^{n+1}`, `_{max}`. A star or a prime is written on the line. */
function withScripts(formula: string): string {
  return formula.replace(
    /([_^])(?:\{([^{}\\_^]{1,20})\}|([^\s{}\\]))/g,
    (found, sign: string, group?: string, one?: string) => {
      const script = (group ?? one ?? "").trim();
      if (sign === "^" && /^[*∗⋆]$/.test(script)) return "*";
      if (sign === "^" && /^(?:th|st|nd|rd|[+′°⊤]|\+\+)$/.test(script)) return script;
      const small = sign === "_" ? lowered(script) : raised(script);
      if (small !== null) return small;
      return /^[\p{L}\p{N}.,]+$/u.test(script) ? `${sign}${script}` : found;
    },
  );
}
