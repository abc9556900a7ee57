import { createServer } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { OutgoingMail } from "../../src/mail/outgoing.ts";
import { createSmtp } from "../../src/mail/smtp.ts";
import { listen } from "../discord/loopback.ts";
import {
  addressesOf,
  type MailServer,
  settingsOf,
  type Stage,
  startMailServer,
} from "./mail-server.ts";

let server: MailServer;

afterEach(() => server.stop());

const AT = Temporal.Instant.from("2026-11-21T08:00:00Z");

const MAIL: OutgoingMail = {
  to: "ann@example.org",
  messageId: "<d1.o1@lab.example>",
  date: AT,
  subject: "3 new papers",
  text: "Papers\n",
  html: "<p>Papers</p>",
  stop: { url: "https://papers.example.org/mail/o1/token", comment: null },
};

const soon = () => AbortSignal.timeout(20_000);

/** Whoever made the certificate is nobody's friend. */
const TRUSTING = { rejectUnauthorized: false };

test("a mail arrives as it was meant", async () => {
  server = await startMailServer();
  const result = await createSmtp(settingsOf(server), TRUSTING).send(MAIL, soon());
  expect(result).toEqual({ kind: "sent" });
  const [mail] = await server.mails();
  expect(mail).toMatchObject({
    messageId: "<d1.o1@lab.example>",
    subject: "3 new papers",
    text: "Papers\n",
    html: "<p>Papers</p>",
    from: { value: [{ address: "papers@lab.example", name: "Paperboy" }] },
    date: new Date(AT.epochMilliseconds),
  });
  expect(addressesOf(mail?.to)).toEqual(["ann@example.org"]);
  const headers = mail?.headerLines.map(({ line }) => line);
  expect(headers).toContain(`List-Unsubscribe: <${MAIL.stop?.url}>`);
  expect(headers).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
});

describe("who is asked for a name and password", () => {
  const auth = { user: "ann", pass: "pa:ss%" };

  test("gets them over TLS", async () => {
    server = await startMailServer({ authOptional: false });
    const settings = settingsOf(server, { auth, requireTls: true });
    expect(await createSmtp(settings, TRUSTING).send(MAIL, soon())).toEqual({ kind: "sent" });
    expect(server.secured).toEqual([true]);
  });

  test("gets none without TLS", async () => {
    server = await startMailServer({ hideSTARTTLS: true, disabledCommands: ["STARTTLS"] });
    const settings = settingsOf(server, { auth, requireTls: true });
    expect(await createSmtp(settings).send(MAIL, soon())).toMatchObject({ kind: "outage" });
    expect(server.raw).toEqual([]);
  });

  test("may not be anybody else", async () => {
    server = await startMailServer();
    // The system trusts nobody who made this certificate.
    const settings = settingsOf(server, { auth, requireTls: true });
    expect(await createSmtp(settings).send(MAIL, soon())).toMatchObject({ kind: "outage" });
    expect(server.raw).toEqual([]);
  });

  test("and doesn't take them, is out of order", async () => {
    server = await startMailServer();
    const wrong = settingsOf(server, { auth: { ...auth, pass: "old" } });
    const result = await createSmtp(wrong, TRUSTING).send(MAIL, soon());
    expect(result).toEqual({ kind: "outage", reason: "AUTH PLAIN: 535" });
  });

  test("and speaks TLS from the first byte, is understood", async () => {
    server = await startMailServer({ secure: true });
    const settings = settingsOf(server, { auth, secure: true });
    expect(await createSmtp(settings, TRUSTING).send(MAIL, soon())).toEqual({ kind: "sent" });
  });
});

test.each([
  ["connect", 554, "outage"],
  ["connect", 421, "outage"],
  ["auth", 535, "outage"],
  ["auth", 454, "outage"],
  ["mail from", 550, "outage"],
  ["mail from", 451, "later"],
  ["mail from", 552, "invalid"],
  ["rcpt to", 550, "refused"],
  ["rcpt to", 452, "later"],
  ["data", 554, "invalid"],
  ["data", 451, "later"],
  ["connect", "hang up", "outage"],
  ["mail from", "hang up", "later"],
  ["data", "hang up", "later"],
] as const)(
  "at %s, %s is %s, and what the server says is not repeated",
  async (stage, how, kind) => {
    server = await startMailServer();
    server.refuse(stage satisfies Stage, how);
    const auth = { user: "ann", pass: "pa:ss%" };
    const result = await createSmtp(settingsOf(server, { auth }), TRUSTING).send(MAIL, soon());
    expect(result.kind).toBe(kind);
    expect(JSON.stringify(result)).not.toContain("example.org");
  },
);

test("nobody there is an outage", async () => {
  server = await startMailServer();
  await server.stop();
  expect(await createSmtp(settingsOf(server)).send(MAIL, soon())).toMatchObject({ kind: "outage" });
});

test("who never answers is waited for so long and no longer", async () => {
  const silent = createServer();
  const port = await listen(silent);
  const result = await createSmtp(settingsOf({ port })).send(MAIL, AbortSignal.timeout(100));
  expect(result.kind).toBe("outage");
  silent.close();
  server = await startMailServer();
});
