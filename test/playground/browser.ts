import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { type ElementHandle, launch, type Page } from "puppeteer-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** The Chromium of this machine, or null. */
export function findChromium(): string | null {
  const named = [process.env["CHROMIUM_PATH"], process.env["PUPPETEER_EXECUTABLE_PATH"]];
  const folders = ["/usr/bin", ...(process.env["PATH"] ?? "").split(delimiter)];
  const usual = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const macOs = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
  return [...named, ...usual, macOs].find((path) => path && existsSync(path)) ?? null;
}

interface TabOptions {
  width?: number;
  height?: number;
  beside?: Page;
}

export async function startBrowser(executablePath: string) {
  const userDataDir = await mkdtemp(join(tmpdir(), "paperboy-chromium-"));
  const browser = await launch({
    executablePath,
    userDataDir,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  return {
    /**
     * A tab that shares nothing with others but with that `beside` which it is opened, and what it did
     * that it should not.
     */
    async openTab(url: string, { width = 1200, height = 800, beside }: TabOptions = {}) {
      const context = beside?.browserContext() ?? (await browser.createBrowserContext());
      const page = await context.newPage();
      await page.setViewport({ width, height });
      // So that days are the same wherever the tests run.
      await page.emulateTimezone("UTC");
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (["error", "warn"].includes(message.type())) complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("request", (request) => {
        if (new URL(request.url()).origin !== url) complaints.push(`Asked ${request.url()}`);
      });
      page.on("dialog", (dialog) => {
        complaints.push(`Dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      await page.goto(url);
      await page.waitForSelector(".welcome:not([hidden])");
      const close = async () => {
        if (!beside) await context.close();
        else if (!page.isClosed()) await page.close();
      };
      return { ...hands(page), page, complaints, close };
    },
    async stop() {
      await browser.close();
      await rm(userDataDir, { recursive: true, force: true });
    },
  };
}

/** Of the DOM, what runs in the page for these tests; the tests themselves have none. */
declare const document: {
  readonly activeElement: PageElement | null;
  readonly documentElement: PageElement;
  querySelectorAll(css: string): Iterable<PageElement> & { length: number };
};
interface PageElement {
  readonly textContent: string;
  readonly scrollWidth: number;
  readonly clientWidth: number;
  readonly scrollHeight: number;
  readonly scrollTop: number;
  readonly clientHeight: number;
  getAttribute(name: string): string | null;
}

/** False when the page drew the element anew meanwhile: then there is another one in its place. */
async function clickOn(element: ElementHandle | null): Promise<boolean> {
  try {
    await element?.scrollIntoView();
    await element?.click();
    return true;
  } catch (error) {
    if (error instanceof Error && error.message.includes("detached")) return false;
    throw error;
  }
}

/** In milliseconds. Not with each frame: a tab behind others draws none, and one in front hardly gets to anything else. */
const LOOK = { polling: 50, timeout: 90_000 };

/** More than any page of a test has to stop at. */
const MAX_TABS = 200;

/** What a person does with a page, in few words. */
function hands(page: Page) {
  /** Waits until `words` stand in one of the elements that `selector` finds. */
  async function sees(words: string, selector = "discord-message") {
    await page.waitForFunction(
      (css, text) =>
        [...document.querySelectorAll(css)].some((element) => element.textContent.includes(text)),
      LOOK,
      selector,
      words,
    );
  }

  async function key(...names: Parameters<Page["keyboard"]["press"]>[0][]) {
    for (const name of names) await page.keyboard.press(name);
  }

  /** The words on what has the focus, or what it is called. */
  function focused() {
    return page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute("aria-label") ?? element?.textContent.trim() ?? "";
    });
  }

  /** Waits for an element that is called so, or has exactly these words on it. */
  async function shows(words: string | RegExp) {
    await page.waitForFunction(
      (source, isPattern) =>
        [...document.querySelectorAll("body *")].some((element) => {
          const text = element.getAttribute("aria-label") ?? element.textContent.trim();
          return isPattern ? new RegExp(source).test(text) : text === source;
        }),
      LOOK,
      typeof words === "string" ? words : words.source,
      typeof words !== "string",
    );
  }

  return {
    sees,
    key,
    focused,
    /** Waits for what has these words on it, and presses Tab until it has the focus. */
    async tabTo(words: string | RegExp, { backwards = false } = {}) {
      await shows(words);
      const isThere = (text: string) =>
        typeof words === "string" ? text === words : words.test(text);
      if (backwards) await page.keyboard.down("Shift");
      for (let presses = 0; !isThere(await focused()); presses++) {
        if (presses === MAX_TABS) throw new Error(`Tab never comes to ${String(words)}`);
        await key("Tab");
      }
      if (backwards) await page.keyboard.up("Shift");
    },
    type: (words: string) => page.keyboard.type(words),
    /** Clicks what has exactly these words on it; of several, the last. */
    async click(words: string, selector = "discord-button, button") {
      let isClicked = false;
      while (!isClicked) {
        const handle = await page.waitForFunction(
          (css, text) =>
            [...document.querySelectorAll(css)]
              .filter((element) => element.textContent.trim() === text)
              .at(-1),
          LOOK,
          selector,
          words,
        );
        isClicked = await clickOn(handle.asElement());
      }
    },
    /** Clicks the first that `selector` finds. */
    async clickAt(selector: string) {
      let isClicked = false;
      while (!isClicked) isClicked = await clickOn(await page.waitForSelector(selector));
    },
    texts: (selector: string) =>
      page.$$eval(selector, (found) => found.map((element) => element.textContent?.trim() ?? "")),
    count: (selector: string) => page.$$eval(selector, (found) => found.length),
    waitForCount: (selector: string, count: number) =>
      page.waitForFunction(
        (css, wanted) => document.querySelectorAll(css).length === wanted,
        LOOK,
        selector,
        count,
      ),
    waitForFocus: (words: string) =>
      page.waitForFunction(
        (text) => {
          const element = document.activeElement;
          return (element?.getAttribute("aria-label") ?? element?.textContent)?.includes(text);
        },
        LOOK,
        words,
      ),
    /** Waits until the last message ends in view, and nothing is below it. */
    waitForEnd: () =>
      page.waitForFunction(
        () =>
          [...document.querySelectorAll(".channel")].every(
            ({ scrollHeight, scrollTop, clientHeight }) =>
              scrollTop > 0 && scrollHeight - scrollTop - clientHeight < 8,
          ),
        LOOK,
      ),
    /** How far anything sticks out to the side, in pixels. */
    overflow: () =>
      page.evaluate(() =>
        Math.max(
          ...[document.documentElement, ...document.querySelectorAll(".channel, .bottom")].map(
            (element) => element.scrollWidth - element.clientWidth,
          ),
        ),
      ),
  };
}
