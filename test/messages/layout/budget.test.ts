import { ComponentType, MessageFlags } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { cut, measure, reply } from "../../../src/messages/layout/budget.ts";
import {
  button,
  container,
  fileShown,
  linkButton,
  row,
  separator,
  text,
} from "../../../src/messages/layout/parts.ts";

test("a reply is a Components V2 message that mentions nobody", () => {
  const components = [container([text("Hello")])];
  expect(reply(components)).toEqual({
    flags: MessageFlags.IsComponentsV2,
    components,
    allowed_mentions: { parse: [] },
  });
});

test("components are counted deep, characters over all texts", () => {
  const components = [
    container([text("12345"), separator(), row([button("a", "a"), button("b", "b")])]),
    text("678"),
  ];
  expect(measure(components)).toEqual({ text: 8, count: 7 });
});

/** A text with a button beside it. */
function section(content: string, label: string, customId: string) {
  return {
    type: ComponentType.Section as const,
    components: [text(content)],
    accessory: button(label, customId),
  };
}

test("what stands beside a text is counted and checked as what is in it", () => {
  expect(measure([section("123", "a", "a")])).toEqual({ text: 3, count: 3 });
  expect(measure([container([section("123", "a", "a"), text("45")])])).toEqual({
    text: 5,
    count: 5,
  });
  const most = Array.from({ length: 13 }, (_, i) => section("a", "a", `${i}`));
  expect(reply([...most, separator()]).components).toHaveLength(14);
  expect(() => reply([...most, separator(), separator()])).toThrow(/componentsInMessage is 41/);
  expect(() => reply([section("a", "a".repeat(81), "x")])).toThrow(/buttonLabel is 81/);
  expect(() => reply([section("a", "a", "x"), row([button("b", "x")])])).toThrow(/the custom id x/);
  expect(() => reply([container([section("", "a", "x")])])).toThrow(/Empty text/);
});

describe("a reply is refused", () => {
  test.each([
    ["over 4000 characters in all", [text("a".repeat(3999)), text("bc")], /textInMessage is 4001/],
    [
      "over 40 components",
      Array.from({ length: 41 }, () => separator()),
      /componentsInMessage is 41/,
    ],
    ["with an empty text", [text("")], /Empty text/],
    [
      "with six buttons in a row",
      [row(["a", "b", "c", "d", "e", "f"].map((id) => button(id, id)))],
      /componentsInRow is 6/,
    ],
    ["with a custom id twice", [row([button("a", "x"), button("b", "x")])], /the custom id x/],
    ["with a long custom id", [row([button("a", "x".repeat(101))])], /customId is 101/],
    ["with a long label", [row([button("a".repeat(81), "x")])], /buttonLabel is 81/],
    ["with a long URL", [row([linkButton("a", `https://${"a".repeat(505)}`)])], /buttonUrl is 513/],
    ["with an empty menu", [row([menu([])])], /Empty menu/],
    [
      "with 26 options",
      [row([menu(Array.from({ length: 26 }, (_, i) => `${i}`))])],
      /menuOptions is 26/,
    ],
    ["with an option twice", [row([menu(["a", "a"])])], /same value/],
    ["with a long option", [row([menu(["a".repeat(101)])])], /optionLabel is 101/],
    ["with an option without a label", [row([menu([""])])], /Empty optionLabel/],
    [
      "with a long value",
      [row([{ ...menu([]), options: [{ label: "a", value: "a".repeat(101) }] }])],
      /optionValue is 101/,
    ],
    [
      "with a long description",
      [row([{ ...menu([]), options: [{ label: "a", value: "a", description: "a".repeat(101) }] }])],
      /optionDescription is 101/,
    ],
    [
      "with a long placeholder",
      [row([{ ...menu(["a"]), placeholder: "a".repeat(151) }])],
      /menuPlaceholder is 151/,
    ],
    ["with an empty row", [row([])], /Empty row/],
    ["with an empty text deep in it", [container([text("")])], /Empty text/],
    [
      "with a menu's custom id on a button too",
      [row([menu(["a"])]), row([button("a", "menu")])],
      /the custom id menu/,
    ],
  ])("%s", (_what, components, problem) => {
    expect(() => reply(components)).toThrow(problem);
  });
});

test.each([
  ["texts", [text("a".repeat(3999)), text("b")]],
  ["components", Array.from({ length: 40 }, () => separator())],
  ["buttons in a row", [row(["a", "b", "c", "d", "e"].map((id) => button(id, id)))]],
  ["a custom id", [row([button("a", "x".repeat(100))])]],
  ["a label", [row([button("a".repeat(80), "x"), linkButton("a".repeat(80), "https://a.b")])]],
  ["a URL", [row([linkButton("a", `https://${"a".repeat(504)}`)])]],
  ["the options of a menu", [row([menu(Array.from({ length: 25 }, (_, i) => `${i}`))])]],
  ["an option", [row([menu(["a".repeat(100)])])]],
  [
    "what a menu says",
    [
      row([
        {
          ...menu([]),
          placeholder: "a".repeat(150),
          options: [{ label: "a", value: "", description: "a".repeat(100) }],
        },
      ]),
    ],
  ],
])("a reply with %s at the limit is sent as it is", (_what, components) => {
  expect(reply(components).components).toBe(components);
});

test("the one role that may be notified is the one that is named", () => {
  const { allowed_mentions } = reply([text("<@&1> <@&2>")], { mention: "1" });
  expect(allowed_mentions).toEqual({ parse: [], roles: ["1"] });
});

const aFile = { name: "digests.json", contentType: "application/json", contents: "{}" };

test("a reply has the files that its components show", () => {
  const made = reply([container([fileShown(aFile)])], { files: [aFile] });
  expect(made.files).toEqual([aFile]);
  expect(JSON.stringify(made.components)).toContain('"attachment://digests.json"');
});

test.each([
  ["nothing shows", [], [aFile]],
  ["is not there", [fileShown(aFile)], []],
  ["has the name of another", [fileShown(aFile), fileShown(aFile)], [aFile, aFile]],
  ["has a name that Discord would change", [], [{ ...aFile, name: "my digests.json" }]],
  [
    "is larger than Discord takes",
    [fileShown(aFile)],
    [{ ...aFile, contents: "ß".repeat(5 * 1024 * 1024 + 1) }],
  ],
])("a reply with a file that %s is refused", (_what, shown, files) => {
  expect(() => reply([container([text("Here"), ...shown])], { files })).toThrow(RangeError);
});

test("more than ten files are refused", () => {
  const files = Array.from({ length: 11 }, (_, i) => ({ ...aFile, name: `${i}.json` }));
  expect(() => reply([container(files.map(fileShown))], { files })).toThrow(RangeError);
  const ten = files.slice(0, 10);
  expect(reply([container(ten.map(fileShown))], { files: ten }).files).toEqual(ten);
});

describe("a text", () => {
  test("at its limit is whole", () => {
    expect(cut("abcde", 5)).toBe("abcde");
    expect(cut("abcdef", 5)).toBe("abcd…");
    expect(cut("abcdef", 1)).toBe("…");
    expect(cut("abcdef", 0)).toBe("");
    expect(cut("", 0)).toBe("");
  });

  test("ends after a word that is whole, or after the last where it ends near enough", () => {
    expect(cut("one two three", 8)).toBe("one two…");
    expect(cut("one two three", 9)).toBe("one two…");
    expect(cut("one two three", 12)).toBe("one two thr…");
    expect(cut("one thirteen", 8)).toBe("one thi…");
    expect(cut("seventy a b", 10)).toBe("seventy a…");
    // At seven tenths of the room it is not near enough, beyond them it is.
    expect(cut("seventy bcde", 11)).toBe("seventy bc…");
    expect(cut("seven-ty bcd", 11)).toBe("seven-ty…");
  });

  test.each([" ", ".", ",", ";", ":", "–", "—", "-", " - ", "...", ", "])(
    "does not end in “%s” before the ellipsis",
    (sign) => {
      expect(cut(`word${sign}${"x".repeat(40)}`, 5 + sign.length)).toBe("word…");
    },
  );

  test("ends before a character that has no room, however many units it has", () => {
    expect(cut("a👩‍🔬b", 6)).toBe("a…");
    expect(cut("a👩‍🔬bc", 7)).toBe("a👩‍🔬…");
    expect(cut("ae\u0301e\u0301", 4)).toBe("ae\u0301…");
  });
});

function menu(values: string[]) {
  return {
    type: ComponentType.StringSelect as const,
    custom_id: "menu",
    options: values.map((value) => ({ label: value, value })),
  };
}
