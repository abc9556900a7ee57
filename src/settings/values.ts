import { z } from "zod";

/** A setting as `.env.example` describes it: empty counts as not set. */
export const setting = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema);

/** Where something is asked: without a slash at the end. */
export const address = z
  .url({ protocol: /^https?$/, error: "is not an http or https address" })
  .refine((url) => !/^[^/]*\/\/[^/]*@/.test(url), "can't contain a name and password")
  .transform((url) => url.replace(/\/+$/, ""));

/** A PostgreSQL, and one of its databases. */
export const database = z
  .url({ protocol: /^postgres(?:ql)?$/, error: "is not a postgres address" })
  .refine((url) => /^\/[^/]+$/.test(URL.parse(url)?.pathname ?? ""), "names no database")
  .refine(isDecodable, "has a % in its name or password that is not written as %25");

/** Whether each % in the name and password of an address begins a character. */
export function isDecodable(url: string): boolean {
  const { username = "", password = "" } = URL.parse(url) ?? {};
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

export const onOrOff = z.enum(["on", "off"], { error: "is neither on nor off" });

/** 0 lets the system choose. */
export const port = z
  .string()
  .regex(/^\d{1,5}$/, "is not a port number")
  .transform(Number)
  .refine((number) => number <= 65_535, "is over 65535");

/** A list with commas, each item as `item` wants it. */
export const list = <Item extends string>(item: z.ZodType<Item, string>) =>
  z
    .string()
    .transform((text) => text.split(",").map((one) => one.trim()))
    .pipe(z.array(item));

/** Something secret that a far end gave out, as it stands in a header. */
export const token = z.string().regex(/^[\x21-\x7e]+$/, "has characters that tokens don't have");

/** Whether a host is this machine, and nobody between reads along. */
export function isHere(host: string): boolean {
  return /^(?:localhost|127\.[\d.]+|::1)$/.test(host);
}
