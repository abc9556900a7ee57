/** By the names that TeX has for them. */
const LETTERS = new Map([
  ["alpha", "α"],
  ["beta", "β"],
  ["gamma", "γ"],
  ["delta", "δ"],
  ["epsilon", "ε"],
  ["varepsilon", "ε"],
  ["zeta", "ζ"],
  ["eta", "η"],
  ["theta", "θ"],
  ["vartheta", "ϑ"],
  ["kappa", "κ"],
  ["lambda", "λ"],
  ["mu", "μ"],
  ["nu", "ν"],
  ["xi", "ξ"],
  ["pi", "π"],
  ["rho", "ρ"],
  ["varrho", "ϱ"],
  ["sigma", "σ"],
  ["varsigma", "ς"],
  ["tau", "τ"],
  ["phi", "φ"],
  ["varphi", "φ"],
  ["chi", "χ"],
  ["psi", "ψ"],
  ["omega", "ω"],
  ["iota", "ι"],
  ["upsilon", "υ"],
  ["varpi", "ϖ"],
  ["Gamma", "Γ"],
  ["Delta", "Δ"],
  ["Theta", "Θ"],
  ["Lambda", "Λ"],
  ["Xi", "Ξ"],
  ["Pi", "Π"],
  ["Sigma", "Σ"],
  ["Upsilon", "Υ"],
  ["Phi", "Φ"],
  ["Psi", "Ψ"],
  ["Omega", "Ω"],
]);

/** Only with their backslash: without it these are words. */
const SIGNS = new Map([
  ["ell", "ℓ"],
  ["infty", "∞"],
  ["to", "→"],
  ["rightarrow", "→"],
  ["leftarrow", "←"],
  ["pm", "±"],
  ["cdot", "·"],
  ["leq", "≤"],
  ["le", "≤"],
  ["geq", "≥"],
  ["ge", "≥"],
  ["neq", "≠"],
  ["approx", "≈"],
  ["sim", "∼"],
  ["in", "∈"],
  ["star", "⋆"],
  ["ast", "∗"],
  ["circ", "°"],
  ["prime", "′"],
  ["top", "⊤"],
  ["nabla", "∇"],
  ["partial", "∂"],
  ["otimes", "⊗"],
  ["oplus", "⊕"],
  ["propto", "∝"],
  ["equiv", "≡"],
  ["ll", "≪"],
  ["gg", "≫"],
  ["subset", "⊂"],
  ["cup", "∪"],
  ["cap", "∩"],
  ["forall", "∀"],
  ["exists", "∃"],
  ["mapsto", "↦"],
  ["Rightarrow", "⇒"],
  ["hbar", "ℏ"],
  ["sharp", "♯"],
  ["ldots", "…"],
  ["dots", "…"],
]);

/** Without a backslash: nobody writes these for anything but the letter. */
const UNMISTAKABLE =
  /(?<![\p{L}\p{N}_\\])(?:varepsilon|epsilon|vartheta|theta|varphi|varrho|varsigma|omega|kappa|zeta|sigma)(?![\p{L}\p{N}])/gu;

/** These are words too ("delta", "lambda function"): only right beside the signs of a formula. */
const WORD = "alpha|beta|gamma|delta|eta|lambda|mu|nu|xi|pi|rho|tau|phi|chi|psi";
const CAPITAL = "Gamma|Delta|Theta|Lambda|Sigma|Phi|Psi|Omega";
const IN_FORMULA = new RegExp(
  [
    String.raw`(?<=[=^+*<>]|\d-|[\^_]\{)(?:${WORD})(?![\p{L}\p{N}-])`,
    String.raw`(?<![\p{L}\p{N}_\\-])(?:${WORD}|${CAPITAL})(?=[{=^]|_[\p{L}\p{N}{](?!\p{L})|\((?!s\)))`,
  ].join("|"),
  "gu",
);
/** `(varepsilon, delta)`, `f(alpha)`: letters and names of letters in brackets. */
const ARGUMENTS = /(?<=(\S?))([([])([\p{L}\p{N}]{1,10}(?:, ?[\p{L}\p{N}]{1,10}){0,4})(?=[)\]])/gu;

/** Greek letters, and signs that still have their backslash; parts of longer words stay. */
export function restoreGreek(text: string): string {
  return text
    .replace(/\\([a-zA-Z]{2,10})(?![a-zA-Z])/g, (found, name: string) => {
      return LETTERS.get(name) ?? SIGNS.get(name) ?? found;
    })
    .replace(UNMISTAKABLE, letter)
    .replace(ARGUMENTS, (found, before: string, bracket: string, list: string) => {
      const names = list.split(/, ?/);
      const isList = names.length > 1 || /[\p{L}\p{N})}]/u.test(before);
      const isFormula = names.every((name) => name.length === 1 || LETTERS.has(name));
      return isList && isFormula ? bracket + list.replace(/\p{L}{2,}/gu, letter) : found;
    })
    .replace(IN_FORMULA, letter);
}

function letter(name: string): string {
  return LETTERS.get(name) ?? name;
}

/** By the letter, folded: as people spell it who cannot type it. */
const SPELLED = new Map(
  [...LETTERS, ["omicron", "ο"] as const]
    .toReversed()
    .map(([name, sign]) => [sign.normalize("NFKD").toLowerCase(), name.toLowerCase()]),
);

/** One or two Greek letters, as in formulas and names; more of them are a word of Greek. */
const FEW_LETTERS = /(?<![\u0370-\u03ff])[\u03b1-\u03c9]{1,2}(?![\u0370-\u03ff])/g;

/** A folded word with the names of its Greek letters, so that `π0` is `pi0` and `β-VAE` is `beta-vae`. */
export function spellGreek(folded: string): string {
  return folded.replace(FEW_LETTERS, (letters) =>
    Array.from(letters, (one) => SPELLED.get(one) ?? one).join(""),
  );
}
