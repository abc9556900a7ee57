import { isIP } from "node:net";
import { z } from "zod";
import { address, isHere, list, port, setting } from "./values.ts";

/** One machine, or those of a network such as `10.0.0.0/8`. */
const machines = z.string().refine(isMachineOrNetwork, {
  error: "has something that is neither an IP address nor a network",
});

/** The settings of pages outside of Discord, as the environment has them. */
export const webShape = {
  PAPERBOY_WEB_PORT: setting(port.optional()),
  PAPERBOY_WEB_HOST: setting(
    z
      .string()
      .regex(/^[\w.:-]+$/, "is not an address of this machine")
      .default("127.0.0.1"),
  ),
  PAPERBOY_PUBLIC_URL: setting(address.optional()),
  PAPERBOY_WEB_PROXIES: setting(list(machines).default([])),
  PAPERBOY_WEBHOOK_ORIGINS: setting(list(address).default([])),
};

/** A value that works, for each. */
export const webExamples: Record<keyof typeof webShape, string> = {
  PAPERBOY_WEB_PORT: "8080",
  PAPERBOY_WEB_HOST: "127.0.0.1",
  PAPERBOY_PUBLIC_URL: "https://papers.example.org",
  PAPERBOY_WEB_PROXIES: "127.0.0.1, 10.0.0.0/8",
  PAPERBOY_WEBHOOK_ORIGINS: "http://automation.lab:5678",
};

export interface WebSettings {
  /** Null: no server. 0 lets the system choose. */
  port: number | null;
  /** Where it listens: an address or a name of this machine. */
  host: string;
  /** What people reach it by, without a slash at the end; null where nobody said. */
  publicUrl: string | null;
  /** Addresses and networks of the proxies before it, whose `X-Forwarded-For` counts. */
  proxies: string[];
  /** Addresses of receivers that are trusted, wherever they are: only scheme, host and port count. */
  webhookOrigins: string[];
}

type Given = z.infer<z.ZodObject<typeof webShape>>;

export function webSettings(given: Given): WebSettings {
  return {
    port: given.PAPERBOY_WEB_PORT ?? null,
    host: given.PAPERBOY_WEB_HOST,
    publicUrl: given.PAPERBOY_PUBLIC_URL ?? null,
    proxies: given.PAPERBOY_WEB_PROXIES,
    webhookOrigins: given.PAPERBOY_WEBHOOK_ORIGINS,
  };
}

/** Where people reach the pages: where nobody said, those at this machine do; null where nobody can know. */
export function pagesUrl({ port: set, host, publicUrl }: WebSettings): string | null {
  if (publicUrl !== null) return publicUrl;
  return set && isHere(host) ? `http://${host.includes(":") ? `[${host}]` : host}:${set}` : null;
}

/** What works, and is perhaps not what was meant: a line each. */
export function webWarnings({ port: set, host, publicUrl }: WebSettings): string[] {
  if (set === null) return [];
  return isHere(host) || publicUrl !== null
    ? []
    : [
        "PAPERBOY_PUBLIC_URL is empty, so links and feeds use whatever address visitors came by; set the public one",
      ];
}

function isMachineOrNetwork(text: string): boolean {
  const [machine = "", bits, ...rest] = text.split("/");
  const version = isIP(machine);
  if (version === 0 || rest.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
  );
}
