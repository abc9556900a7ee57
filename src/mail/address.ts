import { domainToASCII } from "node:url";

/** Longer ones no path of SMTP takes (RFC 5321, 4.5.3.1). */
const LONGEST_ADDRESS = 254;
const LONGEST_LOCAL = 64;

/** Of what RFC 5321 allows without quotes, all but the backtick, which nobody has. */
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_{|}~-]+)*$/i;
const DOMAIN =
  /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * A mail address as it stands in an envelope: nothing in it but ASCII, its domain in small letters and
 * without characters of other scripts. Null for what is none: a list, a name, quotes, an IP address.
 */
export function readAddress(typed: string): string | null {
  const text = typed.trim();
  const at = text.lastIndexOf("@");
  const local = text.slice(0, at);
  const domain = domainToASCII(text.slice(at + 1).toLowerCase());
  const address = `${local}@${domain}`;
  if (at < 1 || address.length > LONGEST_ADDRESS || local.length > LONGEST_LOCAL) return null;
  return LOCAL.test(local) && DOMAIN.test(domain) ? address : null;
}

/** The same for addresses that reach one person, as far as anybody can tell. */
export function sameAddress(address: string): string {
  return address.toLowerCase();
}
