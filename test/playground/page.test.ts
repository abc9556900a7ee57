import { MessageFlags } from "discord-api-types/v10";
import { expect, test } from "vitest";
import { z } from "zod";
import { type Command, subcommand } from "../../commands/command/command.ts";
import { inBrowser, type Tab } from "./in-browser.ts";

inBrowser("the page", ({ start, open }) => {
  test("a newcomer presses an example and sees papers, linked to safe places", async () => {
    const tab = await open(await start());

    await tab.click("/paper search federated learning");
    await tab.sees("Papers on “federated learning”");

    const links = await tab.page.$$eval("discord-message discord-link", (found) =>
      found.map(({ href, rel, target }) => ({ href, rel, target })),
    );
    expect(links.length).toBeGreaterThanOrEqual(5);
    for (const link of links)
      expect(link).toEqual({
        href: expect.stringMatching(/^https?:/),
        rel: "noopener noreferrer",
        target: "_blank",
      });
  });

  test("a search is paged in place, and its menu opens a paper's card for the asker alone", async () => {
    const tab = await open(await start());
    await tab.type("/paper search learning");
    await tab.key("Enter");
    await tab.sees("1–5 of");
    const first = await titles(tab);

    await tab.click("Next");
    await tab.sees("6–10 of");
    const second = await titles(tab);
    expect(await tab.count("discord-message")).toBe(1);
    expect(second).toHaveLength(5);
    expect(first).not.toContain(second[0]);

    await tab.clickAt("discord-string-select-menu");
    await tab.clickAt("discord-string-select-menu-option:nth-of-type(2)");
    await tab.sees("Only you can see this");
    expect((await tab.texts("discord-message.private discord-header"))[0]).toBe(second[1]);

    await tab.click("Dismiss message");
    await tab.waitForCount("discord-message", 1);
  });

  test("random papers differ from draw to draw", async () => {
    const tab = await open(await start());

    for (const draw of [1, 2, 3]) {
      await tab.type("/paper random ");
      await tab.key("Enter");
      await tab.waitForCount("discord-message", draw);
    }

    const drawn = await tab.texts("discord-message discord-header");
    expect(new Set(drawn).size).toBe(3);
  });

  test("a paper is picked from the completions, and its card is shown", async () => {
    const tab = await open(await start());
    await tab.type("/paper show federated");
    await tab.page.waitForSelector(".field input");
    await tab.sees("Federated", "#choices [role=option]");
    await tab.key("ArrowDown");
    const [picked = ""] = await tab.texts("#choices [aria-selected=true]");

    await tab.key("Enter");
    expect(await tab.page.$eval(".field input", ({ value }) => value)).toBe(picked);
    await tab.key("Enter");

    await tab.page.waitForSelector("discord-message");
    const [title = ""] = await tab.texts("discord-message discord-header");
    expect(picked).toContain(title.slice(0, 60));
  });

  test("words typed on after a command go into its first option", async () => {
    const tab = await open(await start());

    await tab.type("/paper latest federated learning");
    await tab.key("Enter");

    await tab.sees("Latest papers on “federated learning”");
    expect(await tab.count("discord-message")).toBe(1);
  });

  test("an option is filled in by its name, as in Discord, typed or pasted, in any order", async () => {
    const tab = await open(await start());
    const fields = () =>
      tab.page.$$eval(".field", (found) =>
        found.map((field) => `${field.textContent}:${field.querySelector("input")?.value ?? ""}`),
      );
    const clear = async () => {
      const value = () => tab.page.$eval(".line input", (input) => input.value);
      while ((await tab.count(".field")) > 0 || (await value()) !== "") await tab.key("Escape");
    };

    await tab.type("/digest settings zone:Berlin time:9");
    expect(await fields()).toEqual(["zone:Berlin", "time:9"]);
    await clear();

    await tab.type("/paper search learning rates code-only:true query:federated learning");
    expect(await fields()).toEqual(["query:federated learning", "code-only:true"]);
    await tab.type(' "with hide:it"');
    expect(await fields()).toEqual(['query:federated learning "with hide:it"', "code-only:true"]);
    await clear();

    await tab.page.$eval(".line input", (input) => {
      input.value = "/paper search hide:True since:2 years federated";
      input.dispatchEvent(new Event("input"));
    });
    expect(await fields()).toEqual(["query:", "hide:True", "since:2 years federated"]);
  });

  test("a command that is mistyped is offered as it is called, with what came after it", async () => {
    const tab = await open(await start());

    await tab.type("/paper serach federated learning");
    await tab.sees("No such command", ".hint");
    expect((await tab.texts("#choices .label"))[0]).toBe("/paper search");
    await tab.key("Enter", "Enter");
    await tab.sees("Papers on “federated learning”");

    await tab.type("/sublime");
    expect(await tab.count("#choices [role=option]")).toBe(0);
    await tab.sees("Type / to see them all", ".hint");
  });

  test("everything can be done with the keyboard alone", async () => {
    const tab = await open(await start());
    expect(await tab.focused()).toContain("Type / for commands");

    // The command is picked from the list, its option filled in, another one added and filled in.
    await tab.type("/pap");
    await tab.sees("/paper search", "#choices");
    await tab.key("ArrowDown", "ArrowUp", "Tab");
    await tab.type("learning");
    await tab.key("Tab");
    await tab.tabTo(/code-only/);
    await tab.key("Enter");
    await tab.sees("True", "#choices");
    await tab.key("Enter", "Enter");
    await tab.sees("with code");
    expect(await tab.focused()).toContain("Type / for commands");

    // Back to the message: the next page, twice, without losing the button.
    await tab.tabTo("Next", { backwards: true });
    await tab.key("Enter");
    await tab.sees("6–10 of");
    await tab.waitForFocus("Next");
    await tab.key("Space");
    await tab.sees("11–15 of");

    // The menu: opened, left again, opened, the third paper picked.
    await tab.waitForFocus("Next");
    await tab.tabTo("Open a paper", { backwards: true });
    const third = (await titles(tab))[2];
    await tab.key("Enter", "Escape", "ArrowDown", "ArrowDown", "ArrowDown", "Enter");
    await tab.sees("Only you can see this");
    expect((await tab.texts("discord-message.private discord-header"))[0]).toBe(third);

    // Forward to its note: dismissed, and the line has the focus.
    await tab.tabTo("Dismiss message");
    await tab.key("Enter");
    await tab.waitForCount("discord-message", 1);
    await tab.waitForFocus("Type / for commands");
  });

  test("Escape goes back step by step, and Backspace takes an option away", async () => {
    const tab = await open(await start());
    await tab.type("/paper search learning");
    await tab.page.waitForSelector("#choices [role=option]");
    await tab.key("Escape");
    expect(await tab.count("#choices [role=option]")).toBe(0);
    await tab.click("+ since");
    expect(await tab.count(".field")).toBe(2);
    await tab.key("Backspace");
    expect(await tab.count(".field")).toBe(1);

    await tab.key("Escape", "Escape");
    expect(await tab.count(".field")).toBe(0);
    expect(await tab.page.$eval(".line input", ({ value }) => value)).toBe("/paper search");
    await tab.key("Escape", "Escape");
    expect(await tab.page.$eval(".line input", ({ value }) => value)).toBe("");
  });

  test("Escape opens no list, neither for what was typed nor when suggestions come late", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const app = await start({ commands: [waiting({ slow: promise })] });
    const tab = await open(app);
    const paste = (words: string) =>
      tab.page.$eval(
        ".line input",
        (input, value) => {
          input.value = value;
          input.dispatchEvent(new Event("input", { bubbles: true }));
        },
        words,
      );
    await paste("/wait fast");
    await tab.sees("fast!", "#choices");
    await paste("slow");
    await tab.key("Escape");
    const asksLater = suggest(app.url, "slow");
    resolve();
    await asksLater;
    expect(await tab.count("#choices [role=option]")).toBe(0);
    expect(await tab.page.$eval(".line input", ({ value }) => value)).toBe("slow");

    await tab.key("Escape");
    expect(await tab.page.$eval(".line input", ({ value }) => value)).toBe("/wait");
    expect(await tab.count("#choices [role=option]")).toBe(0);
  });

  test("a long answer that comes late is shown from its beginning, and stays so", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const tab = await open(await start({ commands: [waiting({ long: promise })] }));
    for (const words of ["first", "long"]) {
      await tab.type(`/wait ${words}`);
      await tab.key("Enter");
      await tab.page.waitForSelector("discord-message");
    }
    await tab.sees("Paperboy is thinking");
    resolve();
    await tab.sees("line 99");

    const top = () =>
      tab.page.$eval(
        "discord-message:last-of-type",
        (message) =>
          message.getBoundingClientRect().top -
          (message.closest(".channel")?.getBoundingClientRect().top ?? 0),
      );
    await expect.poll(top).toBeCloseTo(0, -1);
    await tab.page.setViewport({ width: 900, height: 500 });
    await expect.poll(top).toBeCloseTo(0, -1);
  });

  test("what cannot be sent is told where it stands", async () => {
    const tab = await open(await start());

    await tab.type("find me papers");
    await tab.key("Enter");
    await tab.sees("Paperboy only answers commands", ".hint");

    await tab.key("Escape");
    await tab.type("/paper search ");
    await tab.key("Enter");
    await tab.sees("query is required", ".hint");
    expect(await tab.count(".field.invalid [aria-invalid=true]")).toBe(1);
    expect(await tab.count("discord-message")).toBe(0);
  });

  test("a window of 380 pixels never scrolls to the side", async () => {
    const tab = await open(await start(), { width: 380, height: 740 });
    const widths = [await tab.overflow()];

    await tab.type("/");
    await tab.page.waitForSelector("#choices [role=option]");
    widths.push(await tab.overflow());
    await tab.type("paper search learning");
    await tab.page.waitForSelector("#choices [role=option]");
    for (const option of ["since", "code-only", "hide"]) await tab.click(`+ ${option}`);
    widths.push(await tab.overflow());
    await tab.key("Enter");
    await tab.click("Send");
    await tab.sees("1–5 of");
    await tab.clickAt("discord-string-select-menu");
    widths.push(await tab.overflow());
    await tab.clickAt("discord-string-select-menu-option");
    await tab.sees("Only you can see this");
    widths.push(await tab.overflow());

    expect(widths).toEqual([0, 0, 0, 0, 0]);
  });

  test("when the window becomes lower, the last message stays in view", async () => {
    const tab = await open(await start());
    await tab.click("/paper search federated learning");
    await tab.sees("1–5 of");
    await tab.type("/digest list ");
    await tab.key("Enter");
    await tab.sees("Only you can see this");
    await tab.waitForEnd();

    await tab.page.setViewport({ width: 1200, height: 500 });
    await tab.waitForEnd();

    expect(await tab.page.$eval(".channel", ({ clientHeight }) => clientHeight)).toBeLessThan(500);
  });

  test("hostile titles and texts are drawn as the text they are", async () => {
    const title =
      "<img src=x onerror=alert(1)> **b** [x](https://evil.example) @everyone <@1> ||s|| `c`";
    // Without its scheme, which Discord would make a link of.
    const shown = title.replace("https://", "");
    const tab = await open(await start({ page: aPage(title) }));

    await tab.type("/paper show img");
    await tab.page.waitForSelector("#choices [role=option]");
    await tab.key("ArrowDown", "Enter", "Enter");
    await tab.page.waitForSelector("discord-message");
    await tab.type("/paper search onerror");
    await tab.key("Enter");
    await tab.waitForCount("discord-message", 2);
    await tab.clickAt("discord-string-select-menu");

    expect(await tab.count("discord-message img, #choices img")).toBe(0);
    expect((await tab.texts("discord-message discord-header"))[0]).toBe(shown);
    expect((await titles(tab))[0]).toBe(shown);
    expect(await tab.texts("discord-message discord-link")).not.toContain("x");
    for (const mark of ["discord-mention", "discord-spoiler", "discord-code", "script"])
      expect(await tab.count(`discord-message ${mark}`)).toBe(0);
  });

  test("a reload keeps the channel, and another tab sees it as somebody else", async () => {
    const app = await start();
    const ada = await open(app);
    const ben = await open(app);
    await ben.clickAt(".people label:nth-of-type(2)");
    await ada.type("/paper search learning");
    await ada.key("Enter");
    await ben.sees("1–5 of");

    await ada.page.reload();
    await ada.sees("1–5 of");

    await ben.click("Next");
    await ben.sees("Only you can see this");
    await ben.sees("6–10 of", "discord-message.private");
    expect(await ben.texts("discord-message:not(.private) v2-text")).toContainEqual(
      expect.stringContaining("1–5 of"),
    );
    expect(await ada.count("discord-message")).toBe(1);
  });

  test("completions that come too late are not shown", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const app = await start({ commands: [waiting({ slow: promise })] });
    const tab = await open(app);
    await tab.type("/wait slow");
    await tab.type("er");
    await tab.sees("slower!", "#choices");

    const asksLater = suggest(app.url, "slow");
    resolve();
    expect(await asksLater).toEqual({ choices: [{ name: "slow!", value: "slow" }] });

    expect(await tab.texts("#choices [role=option]")).toEqual(["slower!"]);
  });

  test("when Paperboy is gone the page says so, and goes on when it is back", async () => {
    const app = await start();
    const tab = await open(app);

    await app.stop();
    await tab.sees("Paperboy isn't responding", ".notice");
    await tab.type("/help ");
    await tab.key("Enter");
    await tab.sees("Is it still running?", ".notice");
    await tab.sees("Not sent yet", ".hint");
    await tab.key("Escape", "Escape", "Escape");
    await tab.type("/paper search query:diffusion hide:True");
    await tab.key("Enter", "Enter");
    await tab.sees("Not sent yet", ".hint");
    await tab.waitForFocus("Send");

    await start({ port: Number(new URL(app.url).port) });
    await tab.page.waitForSelector(".notice[hidden]");
    expect(await tab.count("discord-message")).toBe(0);
    await tab.key("Enter");
    await tab.sees("Papers on “diffusion”", "discord-message.private");
    expect(await tab.count(".notice[hidden]")).toBe(1);
    // That it could not connect is what the browser had to complain of.
    tab.complaints.length = 0;
  });
});

function titles(tab: Tab): Promise<string[]> {
  return tab.texts("discord-message:last-of-type strong discord-link");
}

function aPage(title: string): string {
  return [
    "Summaries by Paperboy",
    title,
    `${title} # Not a heading`,
    "  • 3 authors\n·\n<b>Org</b> <b>Org</b>\n·\nNov 17, 2024",
  ].join("\n\n");
}

/** Asks for suggestions as a page does. */
async function suggest(url: string, typed: string): Promise<unknown> {
  const response = await fetch(`${url}/api/suggest`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      as: "310000000000000001",
      command: "wait",
      subcommand: "",
      option: "words",
      typed,
    }),
  });
  return await response.json();
}

/** `/wait words`: suggests what is typed, and answers, for some words only after a while. */
function waiting(waits: Record<string, Promise<void>>): Command {
  return {
    data: {
      name: "wait",
      description: "Answers slowly",
      options: [{ type: 3, name: "words", description: "Any", required: true, autocomplete: true }],
    },
    subcommands: {
      "": subcommand({
        options: z.object({ words: z.string() }),
        visibility: () => "public",
        run: async ({ words }) => {
          await waits[words];
          const lines = Array.from({ length: words === "long" ? 100 : 1 }, (_, i) => `line ${i}`);
          return {
            flags: MessageFlags.IsComponentsV2,
            components: [{ type: 10, content: lines.join("\n") }],
            allowed_mentions: { parse: [] },
          };
        },
        suggest: {
          words: async (typed) => {
            await waits[typed];
            return [{ name: `${typed}!`, value: typed }];
          },
        },
      }),
    },
  };
}
