import * as fc from "fast-check";
import { expect, test } from "vitest";
import { plain } from "../../../src/messages/layout/escape.ts";
import { sentencesOf } from "../../../src/messages/papers/sentences.ts";
import { hostileText } from "../hostile-text.ts";

const sentences = (text: string) =>
  sentencesOf(text).map(({ start, end }) => text.slice(start, end));

test.each([
  ["As Kim et al. (2020) show, it works. We go on.", 2],
  ["It follows Kim et al. We go on.", 2],
  ["It follows Kim et al. Everything else is ours.", 1],
  ["Some models, e.g. Mamba, are linear. Others, i.e. Transformers, are not.", 2],
  ["Mamba vs. Transformers in Fig. 3 and Eqs. 4 and 5. It is close.", 2],
  ["In the U.S. Army and the U.K. Navy it is used. We measured.", 2],
  ["By J. R. R. Tolkien and A. Turing. A book.", 2],
  ["It takes 0.5 s for 1.5B parameters. It takes 3.14 s for 7B.", 2],
  ["It costs $O(n \\log n)$. It costs $5. Then it costs $a. B$ more.", 3],
  ["See https://a.example/b.c?d=e.f for code. It runs.", 2],
  ["Wait... what is it? Well… It is that! Yes.", 3],
  ["They did (see Sec. 4. It is long) what they could. All of it.", 2],
  ["It works on all tasks.We propose more. In two ways.The first is new.", 4],
  ["Adam ignores that. diffGrad does not. k-means neither.", 2],
  ["Steps: 1. Read the paper. 2. Write.", 3],
  ["我们提出方法。它很好！真的？是的。", 4],
  ["Wow!Great, is it?Not so.", 1],
  ["No full stop at the end", 1],
])("%s", (text, count) => {
  expect(sentences(text)).toHaveLength(count);
  expect(sentences(text).join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
});

test("all of any text is in its sentences, in its order", () => {
  fc.assert(
    fc.property(hostileText, (written) => {
      const text = plain(written);
      expect(sentences(text).join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
    }),
  );
});
