import * as fc from "fast-check";
import { expect, test } from "vitest";
import { inWords } from "../../src/digests/query-in-words.ts";
import { readQuery } from "../../src/search/query/read-query.ts";

test.each([
  ["", "all papers"],
  ["alpine marmots", "“alpine marmots”"],
  ['sleep "alpine marmots"', "“sleep” and “alpine marmots”"],
  ["diffusion -video since:2024 before:2025", "“diffusion”, not “video”, from 2024"],
  ["-survey -review", "all papers, not “survey” or “review”"],
  ["-survey since:2024", "papers, not “survey”, since 2024"],
  ["mamba OR transformers", "“mamba” or “transformers”"],
  ["speech (mamba OR transformers)", "“speech” and (“mamba” or “transformers”)"],
  ["mamba OR author:dao", "“mamba” or by dao"],
  ["title:mamba org:cmu has:code", "papers with “mamba” in the title, from cmu, with code"],
  ["author:dao author:gu", "papers by dao and gu"],
  ["(author:a OR author:b OR author:c OR author:d)", "papers by a, b, c or d"],
  ["(author:a OR author:b OR author:c OR author:d OR author:e)", "papers by a, b, c or 2 more"],
  ["sleep (author:mila OR org:Mila)", "“sleep” by or from Mila"],
  ["-author:dao", "all papers, not by dao"],
  ["since:2024-05 before:2024-06", "papers from May 2024"],
  ["since:2024-05 before:2024-08", "papers from May 2024 to Jul 2024"],
  ["since:2020 before:2024", "papers from 2020 to 2023"],
  ["org:stanford since:1999 before:2000", "papers from stanford, dated 1999"],
  ["since:2024 before:2024-02", "papers from Jan 2024"],
  ["since:2024-05-17 before:2024-05-18", "papers from 17 May 2024"],
  ["since:2024-05-17 before:2024-06", "papers from 17 May 2024 to 31 May 2024"],
  ["since:2025 before:2024", "papers since 2025, before 2024"],
  ["marmots since:2024-05", "“marmots” since May 2024"],
  ["marmots since:30d", "“marmots” in the last 30 days"],
  ["marmots since:1w", "“marmots” in the last week"],
  ["marmots since:today before:1y", "“marmots” since today, older than 1 year"],
])("%s reads: %s", (query, words) => {
  expect(inWords(readQuery(query))).toBe(words);
});

test("nothing that can be typed breaks it, or shows signs of the query language", () => {
  const bits =
    'a|"b c"|-|OR|(|)|title:d|author:e|org:f|since:2024|before:7d|has:code|since:0d|before:2024-02-29';
  const typed = fc
    .array(fc.constantFrom(...bits.split("|")), { maxLength: 12 })
    .map((some) => some.join(" "));
  fc.assert(
    fc.property(typed, (query) => {
      const words = inWords(readQuery(query));
      expect(words).not.toBe("");
      expect(words).not.toMatch(/\w:\w| OR |undefined|\( *\)/);
    }),
  );
});
