import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
} from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { commands } from "../../commands/index.ts";
import { FILLED_IN, isNode, literalsIn } from "../literals.ts";
import { commandIds, linkCommands } from "../../src/messages/layout/command-mention.ts";

// What docs/voice.md says, as far as a rule can check it.

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Words that people do not read here: jargon, apologies, cheer, and signs of a translation. */
const UNWANTED = new RegExp(
  String.raw`\b(?:articles?|corpus|guilds?|slots?|nonces?|payloads?|snapshots?|newsletters?|backlog|please|sorry|oops|` +
    String.raw`successful(?:ly)?|invalid|shall|whilst|for want of|the most papers|none comes|had their turn|` +
    String.raw`is another|that was told|is told|are told|known as|what is new|TL;DR)\b|!`,
  "i",
);

/** Names, and words that are written like this in the middle of a sentence. */
const CAPITALISED =
  /^(?:Paperboy|Discord|Hugging|Face|Manage|Server|UTC.*|Europe.*|Munich|May|Monday|Friday|True|Search|AI|BibTeX|[A-Z]{2,}s?)$/;

const VERBS =
  /^(?:Add|Cancel|Change|Choose|Continue|Copy|Delete|Find|Follow|Go|Import|Open|Save|Search|See|Select|Send|Show|Start|Stop|Subscribe|Undo|Remove|Unsubscribe)\b/;
/** Labels of buttons that are no verb, but what everybody knows. */
const KNOWN_LABELS =
  /^(?:Previous|Next|Nothing new|Or did you mean|Paper|Code|Project page|Topic|Note|Heading|Time)\b/;

/** Files whose strings are patterns and words of papers, and nothing that we say. */
const READS_TEXTS =
  /messages.layout.(?!wording)|messages.papers.(?:sentence|shorten|passage|snippet|matches)/;

interface Text {
  where: string;
  text: string;
}

/** All descriptions, and the names of choices. */
const described: Text[] = commands.flatMap(({ data }) => [
  { where: `/${data.name}`, text: data.description },
  ...describedIn(data.options ?? [], `/${data.name}`),
]);

const labels: Text[] = labelsIn(["src/messages", "commands"]);

test("there are descriptions and labels to check", () => {
  expect(described.length).toBeGreaterThan(40);
  expect(labels.length).toBeGreaterThan(8);
});

test("descriptions and choices are one line of at most 100 characters, without a full stop", () => {
  expect(
    described.filter(({ text }) => text === "" || text.length > 100 || /[.!?:\n]$/.test(text)),
  ).toEqual([]);
});

test("descriptions, choices and labels are in sentence case", () => {
  expect([...described, ...labels].filter(({ text }) => !isSentenceCase(text))).toEqual([]);
});

test("descriptions, choices and labels have none of the words that people should not see", () => {
  expect([...described, ...labels].filter(({ text }) => UNWANTED.test(text))).toEqual([]);
});

test("a command's description begins with a verb", () => {
  const verbs =
    /^(?:Add|Find|Search|Open|See|Get|Remove|Stop|Start|Preview|Send|Show|Change|Pause|Resume|Copy|Export|Import|Set|Page|Save|List|Turn|Post|Run|Put|Cancel|End)\b/;
  const subcommands = commands.flatMap(({ data }) => [
    { where: `/${data.name}`, text: data.description },
    ...(data.options ?? [])
      .filter(({ type }) => type === ApplicationCommandOptionType.Subcommand)
      .map(({ name, description }) => ({ where: `/${data.name} ${name}`, text: description })),
  ]);
  expect(subcommands.filter(({ text }) => !verbs.test(text))).toEqual([]);
});

test("buttons are short, without a full stop, and begin with a verb or a word everybody knows", () => {
  expect(
    labels.filter(
      ({ text }) =>
        text.length > 40 ||
        /[.!?:]$/.test(text) ||
        !(VERBS.test(text) || KNOWN_LABELS.test(text)) ||
        /^(?:OK|Yes|No|Confirm|Submit)\b/i.test(text),
    ),
  ).toEqual([]);
});

test("messages and errors have none of the words that people should not see", () => {
  const rooms = sourceFiles(["src/messages", "commands"]);
  const others = sourceFiles(["src"]).filter((file) => file.endsWith("/wording.ts"));
  const spoken = [...new Set([...rooms, ...others])].filter((file) => !READS_TEXTS.test(file));
  const found = spoken.flatMap((file) =>
    stringsIn(readFileSync(join(root, file), "utf8"))
      .filter((text) => /[a-z] [a-z]/i.test(text) && UNWANTED.test(text))
      .map((text) => ({ where: file, text })),
  );
  expect(found).toEqual([]);
});

describe("commands in messages and errors", () => {
  const ids = commandIds(commands.map(({ data }) => ({ ...data, id: "1" })));
  const written = sourceFiles(["src/messages", "commands", "src/dispatch"]).flatMap((file) =>
    stringsIn(readFileSync(join(root, file), "utf8")).map((text) => ({
      where: file,
      text: text.replaceAll("\\`", "`"),
    })),
  );

  test("are ones that there are, so that they can be clicked", () => {
    const inCode = written.flatMap(({ where, text }) =>
      [...text.matchAll(/`\/[^`A-Z]+`/g)].map(([code]) => ({ where, text: code })),
    );
    expect(inCode.length).toBeGreaterThan(20);
    // Alone it cannot be clicked: it has subcommands.
    const unknown = inCode.filter(
      ({ text }) => text !== "`/digest`" && linkCommands(text, ids) === text,
    );
    expect(unknown).toEqual([]);
  });

  test("stand in code wherever Markdown is shown", () => {
    const bare = /(?<![`\w])\/(?:paper|digest) [a-z]+/;
    // Descriptions of options and fields, and what is said of an option, have no Markdown.
    const isPlain = /written like a|when you use|as you would for|made by/i;
    expect(written.filter(({ text }) => bare.test(text) && !isPlain.test(text))).toEqual([]);
  });
});

function describedIn(options: readonly APIApplicationCommandOption[], where: string): Text[] {
  return options.flatMap((option) => {
    const at = `${where} ${option.name}`;
    const choices = "choices" in option ? (option.choices ?? []) : [];
    const inside = "options" in option ? (option.options ?? []) : [];
    return [
      { where: at, text: option.description },
      ...choices.map(({ name }) => ({ where: at, text: name })),
      ...describedIn(inside, at),
    ];
  });
}

/** What buttons, menus and forms say: the `labels` of each wording. What is filled in reads as `12`. */
function labelsIn(folders: readonly string[]): Text[] {
  return sourceFiles(folders).flatMap((file) =>
    literalsIn(readFileSync(join(root, file), "utf8"))
      .literals.filter(({ around }) =>
        around.some(({ node: { id } }) => isNode(id) && id["name"] === "labels"),
      )
      .map(({ text }) => ({ where: file, text: text.replaceAll(FILLED_IN, "12") }))
      .filter(({ text }) => /^[A-Z]/.test(text)),
  );
}

/** `Find papers` is, `Find Papers` is not: behind the first word only names have capitals. */
function isSentenceCase(text: string): boolean {
  if (!/^[\p{Lu}\d]/u.test(text)) return false;
  const words = text.split(/[\s/,;:()]+/).filter((word) => /^[A-Z]/.test(word));
  return words.every((word) => text.startsWith(word) || CAPITALISED.test(word));
}

function sourceFiles(folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join(folder, name)),
  );
}

/** String literals of a source text, without comments and imports. */
function stringsIn(source: string): string[] {
  const code = source
    .replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/^\s*\/\/.*$/gm, "")
    .replaceAll(/^(?:import|\} from) .*$/gm, "");
  return [...code.matchAll(/"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)].map(
    ([, quoted, template]) => quoted ?? (template ?? "").replaceAll(/\$\{[^}]*\}/g, "N"),
  );
}
