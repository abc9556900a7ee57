import type { LookupFunction } from "node:net";
import { InwardError } from "./address.ts";

/** Through what requests go, as `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` say. */
export interface ProxySettings {
  /** For http; null: none. */
  http: string | null;
  /** For https; null: none. */
  https: string | null;
  /** Hosts, each with all below it, that are asked directly, perhaps with a port; `*` is all. */
  except: readonly string[];
}

/** The proxy through which this address is asked; null: none, directly. */
export function proxyFor(url: URL, { http, https, except }: ProxySettings): string | null {
  const proxy = url.protocol === "https:" ? https : http;
  return proxy === null || except.some((entry) => isExcepted(url, entry)) ? null : proxy;
}

function isExcepted(url: URL, entry: string): boolean {
  if (entry === "*") return true;
  const [, name = "", port] = /^(\[[^\]]*\]|[^:]*|[0-9a-f:.]+)(?::(\d+))?$/i.exec(entry) ?? [];
  const wanted = unbracketed(name)
    .replace(/^\*?\./, "")
    .toLowerCase();
  const host = unbracketed(url.hostname);
  const ownPort = url.port || (url.protocol === "https:" ? "443" : "80");
  if (wanted === "" || (port !== undefined && port !== ownPort)) return false;
  return host === wanted || host.endsWith(`.${wanted}`);
}

function unbracketed(host: string): string {
  return host.replace(/^\[|\]$/g, "");
}

/**
 * Whether a name leads where only this machine, or the network around it, can be: as `lookup` says, which
 * fails then. A name that is not known here may be known to the proxy, whose policy the rest is.
 */
export async function leadsInward(host: string, lookup: LookupFunction): Promise<boolean> {
  return await new Promise((resolve) => {
    lookup(host, { all: true }, (error) => resolve(error instanceof InwardError));
  });
}
