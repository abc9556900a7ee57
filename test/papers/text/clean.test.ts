import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readable } from "../../../src/papers/text/clean.ts";
import { processorTime } from "../processor-time.ts";

const tex = String.raw;

describe("what is safe to restore", () => {
  test.each([
    [tex`Fr\'echet`, "Fréchet"],
    [tex`H\"older and Schr\"odinger`, "Hölder and Schrödinger"],
    [tex`[Aky\"urek et al., 2023]`, "[Akyürek et al., 2023]"],
    [tex`T\'yr-the-Pruner`, "Týr-the-Pruner"],
    [tex`(Polyak-\L ojasiewicz) and \L{}ojasiewicz`, "(Polyak-Łojasiewicz) and Łojasiewicz"],
    [tex`pneumoni{\ae} in S{\o}ren's`, "pneumoniæ in Søren's"],
    [
      tex`na\"{\i}ve, na\"\i ve, {\'E}lan, Erd\H{o}s, Fran\c cois, Fran\c{c}ois`,
      "naïve, naïve, Élan, Erdős, François, François",
    ],
    [tex`90\% of R\&D, \#1, a\_b`, "90% of R&D, #1, a_b"],
    [
      tex`(I) \textbf{L}azy learning in {\em finite} \emph{samples}`,
      "(I) Lazy learning in finite samples",
    ],
    [tex`\textbf{\textit{\emph{deep}}}`, "deep"],
    ["(i.e.~points), fine-tuning~(SFT), Fig.~3", "(i.e. points), fine-tuning (SFT), Fig. 3"],
    [tex`i.\,i.\,d. and 10\,000`, "i.i.d. and 10 000"],
    ["``label sharpness'' and `slots'", "“label sharpness” and ‘slots’"],
    ["pages 3--5, accuracy -- and speed, that---is", "pages 3–5, accuracy – and speed, that—is"],
    ["224times224, 8times 8, 64{times}64 and 32×32", "224×224, 8×8, 64×64 and 32×32"],
    ["2times faster, a 3.18times speed up", "2× faster, a 3.18× speed up"],
    [tex`a \(7\times\) and \(9\times\) speed-up`, "a 7× and 9× speed-up"],
    ["noise (varepsilon), epsilon-approximate", "noise (ε), ε-approximate"],
    ["(varepsilon,delta)-DP, (alpha, lambda)-reduction", "(ε,δ)-DP, (α, λ)-reduction"],
    ["O(varepsilon^{-1}(log varepsilon^{-1})^{2})", "O(ε⁻¹(log ε⁻¹)²)"],
    ["ell_2, {ell_2}, ell_p and ell_infty", "ℓ₂, ℓ₂, ℓₚ and ℓ∞"],
    ["G^{2}SF in R^{3}, x^{2n+1}", "G²SF in R³, x²ⁿ⁺¹"],
    ["D{=}2048 and N{+}D", "D=2048 and N+D"],
    [tex`\alpha, \lambda \leq \infty`, "α, λ ≤ ∞"],
    ["two\nlines and\u2028 blanks\u00A0", "two lines and blanks"],
    ["a\u202Eb\u200Bc\u00ADd\0", "abcd"],
    [tex`$\pi_0$ and $\pi_{0.5}$, pi_0`, "π₀ and π₀.₅, π₀"],
    ["H$_2$O, CO$_{2}$, H_2O, 10$^{-3}$, N$^2$", "H₂O, CO₂, H₂O, 10⁻³, N²"],
    [
      tex`$\beta$-VAE, $k$NN, $k$-NN, $\ell_1$, $\mu$P, $f$-divergence`,
      "β-VAE, kNN, k-NN, ℓ₁, μP, f-divergence",
    ],
    [tex`A$^*$, RRT$^{\ast}$, C$^\star$-algebras`, "A*, RRT*, C*-algebras"],
    [tex`$O(n^2)$, $\mathcal{O}(n)$, $\mathbb{R}^n$, SE$(3)$, $x_i$`, "O(n²), O(n), ℝⁿ, SE(3), xᵢ"],
    [tex`$\rm CO_2$ and $\bf{X}$ of $\sim$10, not $5 and $10`, "CO₂ and X of ∼10, not $5 and $10"],
    ["10<sup>&minus;3</sup> m", "10⁻³ m"],
    [tex`\texorpdfstring{$\pi_0$}{pi0} in \LaTeX{}`, "pi0 in LaTeX"],
    ["R&amp;D, L&#39;H&ocirc;pital, &quot;a&quot;, x &lt; y", 'R&D, L\'Hôpital, "a", x < y'],
    ["AT&amp;amp;T, caf&amp;eacute;", "AT&T, café"],
    ["H<sub>2</sub>O, x<sup>2</sup>, 10<SUP>th</SUP>", "H₂O, x², 10th"],
    ["<i>E. coli</i> in <b>the <em>gut</em></b>", "E. coli in the gut"],
    ["<p>We show.</p> <p>We tell.<br/>All.</p>", "We show. We tell. All."],
    ['see <a href="https://example.org/~a">here</a>', "see here"],
  ])("%j becomes %j", (text, clean) => {
    expect(readable(text)).toBe(clean);
  });
});

describe("what stays as it is", () => {
  test.each([
    "5-40 times faster, many times, n times d, up to infinity, in time",
    "log(1{nvarepsilon}) and Obig(1{n})",
    tex`a chunk-based design called \rat with \unknown{x}`,
    "gamma-ray bursts, a lambda function, the delta of a river, alpha versions",
    "about ~10 of 5~10%, x~N(0,1)",
    "run it with --flag",
    tex`it\'s, we\'re, O\'Neill, \"quoted\"`,
    "L^2, 2^n, h_{CLT}, d^{o(k)}, {w}^*, mathcal{O}(KT)",
    "$5 and $6",
    "f'' and `code`",
    "https://example.org/~me/alpha(1)--b/3times4?x=varepsilon",
    "x_alpha_beta, my_ell_2",
    "a < b and c > d, x<y>z, p<0.05",
    "the <b> tag, <sub> alone, <eos> and <think>aloud</think>",
    "Q&A at AT&T; if (a&b) c&d;",
    "$5 and $6, US$ and A$, $HOME/$USER, costs $5M or CA$",
    tex`$f = \unknown{x}$`,
    "GPT_4, my_2, CIFAR_10, h_t",
    "# of parameters, *bold*, _it_, [a](b)",
  ])("%s", (text) => {
    expect(readable(text)).toBe(text);
  });
});

describe("any text", () => {
  const signs = fc.constantFrom(...Array.from("\\{}~^_'\"`$(),-–“× ée3od\u0301\u202E\u200B"));
  const commands = fc.constantFrom(
    ..."``|''|--|---|\\textbf{|{\\em |\\'|\\\"|\\L |{\\ae}|\\%|\\times|times|{times}|ell_2|{ell_p}".split(
      "|",
    ),
    ..."$|$_2$|$\\pi_0$|^*|<i>|</i>|<sub>|</sub>|&amp;|&lt;|&#39;|amp;|<br/>".split("|"),
    ..."varepsilon|delta|\\alpha|^{2}|_{10}|\\(|\\)|\\,|\\url{|https://a.example/~b|i.|224".split(
      "|",
    ),
  );
  const fragments = fc.oneof(signs, commands);
  const anyText = fc.oneof(
    fc.array(fragments, { maxLength: 25 }).map((parts) => parts.join("")),
    fc.string({ unit: "binary" }),
    fc.string({ unit: "grapheme" }),
  );

  test("cleaning twice is cleaning once", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = readable(text);
        expect(readable(once)).toBe(once);
      }),
      { numRuns: 5000 },
    );
  });

  test("words that are no command are all still there", () => {
    const words = fc.array(fc.constantFrom("Large", "models", "of", "2024", "—", "naïve", "×"), {
      minLength: 1,
    });
    fc.assert(
      fc.property(words, anyText, (sentence, odd) => {
        const plain = sentence.join(" ");
        expect(readable(plain)).toBe(plain);
        expect(readable(`${odd} . ${plain}`).endsWith(plain)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test("nothing invisible and no line break is left", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(readable(text)).not.toMatch(/[\n\r\t\u2028\u200B\u202A-\u202E\u2066-\u2069]/);
        expect(readable(text).isWellFormed()).toBe(true);
      }),
    );
  });

  test("a text of megabytes takes no longer in proportion", () => {
    for (const part of [
      "\\textbf{",
      "``a",
      "{\\em ",
      "(a,",
      "3times",
      "\\'e",
      "ell_",
      "https://",
      "a~",
      "$a",
      "$a_",
      "<b>a",
      "<sub>",
      "&amp;",
      "\\texorpdfstring{",
    ]) {
      const short = part.repeat(25_000);
      const long = part.repeat(400_000);
      const inParts = processorTime(() => Array.from({ length: 16 }, () => readable(short)));
      const atOnce = processorTime(() => readable(long));
      // As long as its 16 parts together; were it quadratic, 16 times as long.
      expect({ part, isLinear: atOnce < 8 * inParts }).toEqual({ part, isLinear: true });
    }
  });
});
