import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { FILLED_IN, isNode, type Literal, literalsIn, type SyntaxNode } from "./literals.ts";

// The texts of a room stand in its wording.ts, so that they can be read, and translated, in one place.

const root = join(import.meta.dirname, "..");

/** Rooms in which whatever reads like a text is one. */
const ROOMS = [
  "src/messages",
  "commands",
  "src/digests",
  "src/discord",
  "src/dispatch",
  "src/community",
  "src/playground",
  "src/web",
  "src/mail",
];

/** Of these, what says nothing but in the log, at a start that fails, and in answer to a command of the shell. */
const FOR_OPERATORS = ["src/discord/connection", "src/discord/registration"];

const all = ["src/**/*.ts", "commands/**/*.ts"]
  .flatMap((pattern) => globSync(pattern, { cwd: root }))
  .map((file) => ({ file, ...literalsIn(readFileSync(join(root, file), "utf8")) }));

/** What a type names is a word of the code: `why: "no words"`. */
const named = new Set(all.flatMap((one) => one.named));

test("texts stand in the wording of their room", () => {
  const elsewhere = all
    .filter(({ file }) => ROOMS.some((room) => file.startsWith(`${room}/`)))
    .filter(({ file }) => !FOR_OPERATORS.some((room) => file.startsWith(`${room}/`)))
    .filter(({ file }) => basename(file) !== "wording.ts")
    .flatMap(({ file, literals }) =>
      textsOf(literals, named).map(({ line, text }) => `${file}:${line} ${text}`),
    );
  expect(elsewhere).toEqual([]);
});

test("wordings are nothing but words", () => {
  const wordings = all.filter(({ file }) => basename(file) === "wording.ts");
  expect(wordings.length).toBeGreaterThan(4);
  const strangers = wordings.flatMap(({ file }) =>
    [...readFileSync(join(root, file), "utf8").matchAll(/^\} from "(.*)"|^import .* from "(.*)"/gm)]
      .map(([, several, one]) => several ?? one ?? "")
      .filter((target) => basename(target) !== "wording.ts")
      .map((target) => `${file} ${target}`),
  );
  expect(strangers).toEqual([]);
});

describe("what reads like a text", () => {
  test.each([
    ["two words", 'text("No papers yet")', "No papers yet"],
    ["words in a template", "text(`-# ${count} more papers`)", `-# ${FILLED_IN} more papers`],
    ["a word beside what is filled in", "text(`${count} papers`)", `${FILLED_IN} papers`],
    ["what is put between others", 'names.join(" or ")', " or "],
    ["a label", 'button("Cancel", id)', "Cancel"],
    ["what people can fix", 'throw new UserError("Pick a channel.")', "Pick a channel."],
    ["a word that ends a sentence", 'text("nothing.")', "nothing."],
    ["a value of a property", '({ why: "no words" })', "no words"],
    ["one of a list", 'const WHAT = ["no words"] as const', "no words"],
    ["one of two", 'text(isOne ? "It waits" : `x`)', "It waits"],
  ])("%s does", (_, source, text) => {
    expect(textsIn(source)).toEqual([text]);
  });

  test.each([
    ["a custom id", 'customId("digest.open", id)'],
    ["an import", 'import { a } from "two words"'],
    ["an export", 'export { a } from "two words"'],
    ["a type", 'type Why = "no words" | `${string} words`'],
    ["what a type names", 'type Why = "no words"; const why: Why = "no words"'],
    ["what a list names", 'const WHYS = ["no words"] as const; type Why = (typeof WHYS)[number]'],
    ["what a key names", 'const WHY = { "no words": 1 }; why("no words")'],
    ["what is compared", 'why === "no words"'],
    ["a case", 'switch (why) { case "no words": }'],
    ["a key", '({ "no words": 1 })'],
    ["a place in a record", 'counts["no words"]'],
    ["a pattern", "/no words/"],
    ["what makes a pattern", "new RegExp([String.raw`no words`, `two words`].join())"],
    ["words that are looked for", 'new Set("no words at all".split(" "))'],
    ["what is asked of Discord", 'asking("a look at a channel", () => look(id))'],
    ["what failed", "throw new RequestFailure(`Discord refused ${what}`)"],
    ["what holds others off", "underLease(`discussion ${id}`, tools, work)"],
    ["a start that fails", 'throw new PortUnavailableError("Port 80 is not allowed")'],
    ["a header", '({ "content-security-policy": ["default-src "].join("; ") })'],
    ["a kind of file", '({ ".css": "text/css; charset=utf-8" })'],
    [
      "markup of a page",
      'page.replace("<!-- import map -->", `<script type="importmap">${map}</script>`)',
    ],
    ["markup of a mail", '`<!doctype html><html lang="en"><h1 style="${STYLE}">${title}</h1>`'],
    ["an event that is streamed", "response.write(`data: ${event}`)"],
    ["a mistake of ours", 'throw new RangeError("No such row")'],
    ["a line of the log", 'log.warn({ id }, "Could not send a message")'],
    ["a line of another log", 'about.error("Could not send a message")'],
    ["a reason for the log", '({ kind: "unavailable", reason: `No answer for ${ms} ms` })'],
    ["markup alone", "text(`### ${head}\\n-# ${small} · **${strong}**`)"],
    ["an address", "link(`https://discord.com/channels/${id}`)"],
    ["a name of a zone", 'now.toZonedDateTimeISO("UTC")'],
    ["a format", 'moment(at, "f")'],
  ])("%s doesn't", (_, source) => {
    expect(textsIn(source)).toEqual([]);
  });
});

function textsIn(source: string): string[] {
  const { literals, named: names } = literalsIn(source);
  return textsOf(literals, new Set(names)).map(({ text }) => text);
}

function textsOf(literals: readonly Literal[], names: ReadonlySet<string>): Literal[] {
  return literals.filter(
    ({ text, around }) => isText(text) && !names.has(text) && !isForCode(around),
  );
}

/** Markup, addresses and kinds of files apart: two words; one beside a space, which goes on in another string; or one as a sentence or a label has it. */
function isText(written: string): boolean {
  const text = written
    .replaceAll(/\bhttps?:\S+/g, "")
    .replaceAll(/<!--.*?-->|<\?xml.*?\?>|<[!/]?[a-z]+[1-6]?(?: [a-z]+(?:="[^"]*")?)*>/g, "")
    .replace(/^[a-z]+\/[a-z+]+; charset=/, "");
  return (
    /\p{L}[\p{L}’']*[,;:.)”]* +[(“*`]*\p{L}{2,}/u.test(text) ||
    /\p{L}{2,}[,;:.)”]* | [(“*`]*\p{L}{2,}/u.test(text) ||
    /^\p{Lu}\p{Ll}+[….]?$|^\p{Ll}+\.$/u.test(text)
  );
}

/** A logger's, and those that name a request, for the case that it fails. */
const FOR_THE_LOG =
  /\.(?:debug|info|warn|error)$|^(?:asking|retrying)$|^response\.write$|^underLease$/;

/** Whether nobody but the program, or who reads its log, sees it. */
function isForCode(around: Literal["around"]): boolean {
  return around.some(({ node, as }, i) => {
    switch (node.type) {
      case "ImportDeclaration":
      case "ExportNamedDeclaration":
      case "ExportAllDeclaration":
        return as === "source";
      case "SwitchCase":
        return as === "test" && i === 0;
      case "BinaryExpression":
        return i === 0 && /^[!=]==?$|^in$/.test(String(node["operator"]));
      case "Property":
        return (
          isHeader(node["key"]) || (i === 0 && (as === "key" || isCalled(node["key"], "reason")))
        );
      case "MemberExpression":
        return as === "property";
      case "TaggedTemplateExpression":
        return i === 0;
      case "NewExpression":
        return /^(?:RegExp|Set)$|(?<!User)(?:Error|Failure)$/.test(nameOf(node["callee"]));
      case "CallExpression":
        return as === "arguments" && FOR_THE_LOG.test(nameOf(node["callee"]));
      default:
        return false;
    }
  });
}

/** `content-security-policy` and the like. */
function isHeader(key: unknown): boolean {
  return isNode(key) && /^(?:cache|content|permissions)-/.test(String(key["value"]));
}

function isCalled(node: unknown, name: string): boolean {
  return isNode(node) && node["name"] === name;
}

/** `log.warn`, where that is what it is. */
function nameOf(node: unknown): string {
  if (!isNode(node)) return "";
  const { type, name, object, property }: SyntaxNode = node;
  if (type === "Identifier" && typeof name === "string") return name;
  return type === "MemberExpression" ? `${nameOf(object)}.${nameOf(property)}` : "";
}
