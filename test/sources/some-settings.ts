import type { Config } from "../../src/settings/config.ts";

/** Settings of live sources, all of which are off but for these. */
export function someSettings(settings: Partial<Config["live"]> = {}): Config["live"] {
  const nowhere = "http://127.0.0.1:9";
  return {
    huggingFace: null,
    arxiv: null,
    preprints: { biorxiv: [], medrxiv: [], base: nowhere },
    feeds: [],
    lookUp: false,
    doiBase: null,
    arxivBases: { feeds: nowhere, api: nowhere, pages: nowhere },
    contact: null,
    proxy: { http: null, https: null, except: [] },
    ...settings,
  };
}
