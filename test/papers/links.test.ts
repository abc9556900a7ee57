import { describe, expect, test } from "vitest";
import { linksIn, searchLink } from "../../src/papers/links.ts";

const urls = (text: string) => linksIn([text]).map(({ url }) => url);

describe("addresses in a text", () => {
  test.each([
    ["Code: https://github.com/hustvl/ViG.", "https://github.com/hustvl/ViG"],
    ["(see https://github.com/phermosilla/msm).", "https://github.com/phermosilla/msm"],
    [
      "at https://anonymous.4open.science/r/TangleNAS-527C{here}",
      "https://anonymous.4open.science/r/TangleNAS-527C",
    ],
    ["in https://github.com/LHDuan/ConDaFormer .", "https://github.com/LHDuan/ConDaFormer"],
    [
      "at https://github.com/woodenchild95/FL-Simulator.git.",
      "https://github.com/woodenchild95/FL-Simulator.git",
    ],
    ["at github.com/hmarkc/FW-Merging.", "https://github.com/hmarkc/FW-Merging"],
    ["page: https://hiss-csp.github.io.", "https://hiss-csp.github.io"],
    ["page: hiss-csp.github.io", "https://hiss-csp.github.io"],
    ["on www.example.org/paper, and", "https://www.example.org/paper"],
    ["\\url{https://github.com/a/b}", "https://github.com/a/b"],
    ["[code](https://github.com/a/b) and", "https://github.com/a/b"],
    ["<https://github.com/a/b>", "https://github.com/a/b"],
    ["**https://github.com/a/b**", "https://github.com/a/b"],
    ["“https://github.com/a/b”", "https://github.com/a/b"],
    ["https://github.com/a/b。代码", "https://github.com/a/b"],
    ["https://en.wikipedia.org/wiki/Mamba_(snake)", "https://en.wikipedia.org/wiki/Mamba_(snake)"],
    ["https://github.com/a/b\\_c", "https://github.com/a/b_c"],
    ["HTTPS://GitHub.com/A/b", "https://github.com/A/b"],
    ["http://example.org:8080/a?b=c&d=e#f", "http://example.org:8080/a?b=c&d=e#f"],
  ])("“%s” has %s", (text, url) => {
    expect(urls(text)).toEqual([url]);
  });

  test.each([
    ["a user before the host", "https://github.com@evil.example/a"],
    ["a password before the host", "https://user:secret@example.org/"],
    ["another scheme", "javascript:alert(1) ftp://example.org data:text/html,x"],
    ["a mark that turns the direction", "https://example.org/\u202Egpj.exe"],
    ["a host without a dot", "http://localhost/admin"],
    ["a number as a host", "http://127.0.0.1/ http://2130706433/"],
    ["letters that only look like the host", "https://gіthub.com/a/b"],
    ["no end", `https://example.org/${"a".repeat(2000)}`],
    ["a host and nothing more", "available on github.com or huggingface.co."],
    ["the end of an e-mail address", "write to me@www.example.org"],
  ])("what has %s is no link", (_, text) => {
    expect(urls(text)).toEqual([]);
  });

  test("each address is given once, code before project pages", () => {
    const text =
      "https://a.example https://github.com/a/b https://a.example and https://a.example/";
    expect(linksIn([text, "github.com/a/b"])).toEqual([
      { kind: "code", url: "https://github.com/a/b" },
      { kind: "project", url: "https://a.example" },
      { kind: "project", url: "https://a.example/" },
    ]);
  });

  test.each([
    ["https://github.com/a/b", "code"],
    ["https://gist.github.com/a", "code"],
    ["https://gitlab.com/a/b", "code"],
    ["https://gitlab.inria.fr/a/b", "code"],
    ["https://huggingface.co/a/b", "code"],
    ["https://anonymous.4open.science/r/a", "code"],
    ["https://a.github.io/b", "project"],
    ["https://notgithub.com/a", "project"],
    ["https://github.com.evil.example/a", "project"],
  ])("%s is a %s page", (url, kind) => {
    expect(linksIn([url])).toEqual([{ kind, url }]);
  });
});

test("the search link leads to the whole title, whatever is in it", () => {
  for (const title of ["A & B: 100% (C++)?", "ℓ₂ “norms” #1", "*bold* 'it' \ud800"]) {
    const { kind, url } = searchLink(title);
    expect(kind).toBe("search");
    expect(url).toMatch(/^https:\/\/huggingface\.co\/papers\?q=[\w.%~-]+$/);
    expect(new URL(url).searchParams.get("q")).toBe(title.toWellFormed());
  }
});
