import { beforeEach, describe, expect, test } from "vitest";
import type { PaperLookUps } from "../../../src/papers/paper-look-up.ts";
import { aPaper } from "../../papers/a-paper.ts";
import { aSnapshot, BOB, button, type House, menu, openHouse } from "../house.ts";

const KNOWN = {
  ...aSnapshot([
    { title: "Mamba", arxivId: "2312.00752", authors: ["Albert Gu"] },
    { title: "Attention", arxivId: "1706.03762" },
    { title: "In a journal", doi: "10.1000/xyz123" },
  ]),
  origin: "arxiv",
} as const;

let house: House;

beforeEach(async () => {
  house = await openHouse({ snapshots: [KNOWN] });
});

describe("Look up papers", () => {
  test.each([
    ["an id", "have you seen 2312.00752v2?"],
    ["arXiv", "https://arxiv.org/pdf/2312.00752v1.pdf"],
    ["alphaXiv", "<https://www.alphaxiv.org/abs/2312.00752>"],
    ["Hugging Face", "[this](https://huggingface.co/papers/2312.00752)"],
    ["a DOI of arXiv", "doi:10.48550/arXiv.2312.00752"],
  ])("shows the card of what a message names by %s, privately", async (_by, text) => {
    const answer = await house.onMessage(text, { userId: BOB });
    expect(answer.how).toBe("private");
    expect(answer.text).toContain("### [Mamba]");
  });

  test("has a button that shows the card to the channel, where Discord lets it", async () => {
    const answer = await house.onMessage("2312.00752");
    const shown = await house.press(button(answer, "Show in this channel"));
    expect(shown.how).toBe("public");
    expect(shown.text).toContain("### [Mamba]");
    expect(button(shown, "Show in this channel")).toBeUndefined();
    const guest = { mayNotShow: true, hasDigests: false };
    const alone = await house.onMessage("2312.00752", guest);
    expect(button(alone, "Show in this channel")).toBeUndefined();
    const forged = await house.press(button(answer, "Show in this channel"), guest);
    expect(forged.how).toBe("private");
    expect(forged.text).toContain("permission to use external apps");
  });

  test("shows a card for each of several, once, and opens them whole, privately", async () => {
    const text =
      "2312.00752 https://arxiv.org/abs/2312.00752 and 1706.03762, https://doi.org/10.1000/XYZ123";
    const answer = await house.onMessage(text);
    expect(answer.text).toContain("### 3 papers in this message");
    const labels = answer.components.flatMap(({ label }) => label ?? []);
    const each = ["▲ 0", "Save", "Show in this channel"];
    expect(labels).toEqual([...each, ...each, ...each]);
    const shown = await house.press(button(answer, "Show in this channel"));
    expect(shown.how).toBe("public");
    expect(shown.text).toContain("### [Mamba]");
    const { custom_id, options } = menu(answer);
    expect(options.map(({ label }) => label)).toEqual(["Mamba", "Attention", "In a journal"]);
    const card = await house.press(custom_id, {}, [options[1]?.value ?? ""]);
    expect(card.how).toBe("private");
    expect(card.text).toContain("### [Attention]");
    expect(button(card, "Show in this channel")).toBeDefined();
  });

  test("says what is unknown, and that a message names nothing", async () => {
    const unknown = await house.onMessage(
      "https://openreview.net/forum?id=abcDEF123 10.5555/none 2401.00001",
    );
    expect(unknown.text).toContain("### No papers found in this message");
    expect(unknown.text).toContain("no paper with the OpenReview id abcDEF123");
    expect(unknown.text).toContain("no paper with the DOI 10.5555/none");
    expect(unknown.text).toContain("no paper with the arXiv id 2401.00001");
    for (const text of ["", "no paper at all 12.5", "x".repeat(40_000)])
      expect((await house.onMessage(text)).text).toContain("This message has no arXiv ID");
  });

  test("looks unknown arXiv ids and DOIs up, and shows them when they come", async () => {
    const asked: string[] = [];
    const slow = Promise.withResolvers<void>();
    const lookUps: PaperLookUps = {
      canAsk: ({ kind }) => kind !== "openreview",
      ask({ id }) {
        asked.push(id);
        if (asked.length > 3) return null;
        return slow.promise.then(() =>
          id === "2401.00001"
            ? { kind: "found", paper: aPaper({ title: "Found at arXiv", arxivId: id }) }
            : { kind: "missing" },
        );
      },
    };
    house = await openHouse({ snapshots: [KNOWN], lookUps });
    setTimeout(slow.resolve, 50);
    const answer = await house.onMessage(
      "2401.00001 2401.00002 10.5555/none 2401.00003 2312.00752",
    );
    expect(asked).toEqual(["2401.00001", "2401.00002", "10.5555/none", "2401.00003"]);
    expect(answer.text).toContain("### 2 papers in this message");
    expect(answer.text).toContain("Found at arXiv");
    expect(answer.text).toContain(
      "Neither Paperboy nor arXiv has a paper with the arXiv id 2401.00002",
    );
    expect(answer.text).toContain(
      "Neither Paperboy nor doi.org has a paper with the DOI 10.5555/none",
    );
    expect(answer.text).toContain("Not looked up yet: the paper with the arXiv id 2401.00003");
  });
});
