import { afterAll, afterEach, beforeAll, describe } from "vitest";
import { findChromium, startBrowser } from "./browser.ts";
import { startApp } from "./start-app.ts";

type Browser = Awaited<ReturnType<typeof startBrowser>>;
export type Tab = Awaited<ReturnType<Browser["openTab"]>>;
type App = Awaited<ReturnType<typeof startApp>>;

interface Hands {
  start: (options?: Parameters<typeof startApp>[0]) => Promise<App>;
  open: (app: App, options?: Parameters<Browser["openTab"]>[1]) => Promise<Tab>;
}

const chromium = findChromium();
if (chromium === null)
  console.warn("The page is not tested: no Chromium here. Install the package `chromium`.");

/** Tests in one browser. Each ends what it has started, and fails when one of its pages complained. */
export function inBrowser(what: string, tests: (hands: Hands) => void): void {
  describe.skipIf(chromium === null)(`${what} (needs the package \`chromium\`)`, () => {
    let browser: Browser;
    const stops: (() => Promise<unknown>)[] = [];
    const tabs: Tab[] = [];

    beforeAll(async () => {
      browser = await startBrowser(chromium ?? "");
    });
    afterAll(() => browser.stop());
    afterEach(async () => {
      const complaints = tabs.splice(0).flatMap((tab) => tab.complaints);
      for (const stop of stops.splice(0).toReversed()) await stop();
      if (complaints.length > 0) throw new Error(`The page complained: ${complaints.join("; ")}`);
    });

    tests({
      async start(options) {
        const app = await startApp(options);
        stops.push(() => app.stop());
        return app;
      },
      async open(app, options) {
        const tab = await browser.openTab(app.url, options);
        stops.push(tab.close);
        tabs.push(tab);
        return tab;
      },
    });
  });
}
