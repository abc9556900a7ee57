import type { Socket } from "node:net";
import { type AddressObject, type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { listen } from "../discord/loopback.ts";
import type { SmtpSettings } from "../../src/mail/smtp.ts";

/** Where a server may refuse. */
export type Stage = "connect" | "auth" | "mail from" | "rcpt to" | "data";

/** What it answers there; "hang up" is none. */
export type Refusal = number | "hang up";

export interface MailServer {
  port: number;
  /** All that it took, as it came, in order. */
  readonly raw: Buffer[];
  /** The same, read by an independent parser. */
  mails(): Promise<ParsedMail[]>;
  /** Refuses at a stage from now on, an address alone if one is given; or no more. */
  refuse(stage: Stage, how: Refusal | null, address?: string): void;
  /** How often a client came. */
  connections: number;
  /** How those came whose mails it took. */
  readonly secured: boolean[];
  /** Called with each mail that came wholly, before it is answered. */
  onTaken: (raw: Buffer) => Promise<void> | void;
  stop(): Promise<void>;
}

/** The far end of all mail: a real server on loopback, which keeps what it takes. */
export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const refusals = new Map<Stage, { how: Refusal; address: string | null }>();
  const raw: Buffer[] = [];
  const secured: boolean[] = [];
  const sockets = new Set<Socket>();

  function answer(stage: Stage, address: string | null = null): Error | undefined {
    const refusal = refusals.get(stage);
    if (!refusal || (refusal.address !== null && refusal.address !== address)) return undefined;
    if (refusal.how === "hang up") {
      for (const socket of sockets) socket.destroy();
      return undefined;
    }
    return Object.assign(new Error(`No, ${address ?? "not"} <secret@example.org>`), {
      responseCode: refusal.how,
    });
  }

  const smtp = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    onConnect(_session, done) {
      server.connections += 1;
      done(answer("connect"));
    },
    onAuth({ username, password }, _session, done) {
      const refused = answer("auth");
      if (refused) return done(refused);
      if (username !== "ann" || password !== "pa:ss%") return done(new Error("No such user"));
      done(null, { user: username });
    },
    onMailFrom(_address, _session, done) {
      done(answer("mail from"));
    },
    onRcptTo({ address }, _session, done) {
      done(answer("rcpt to", address));
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => void taken(Buffer.concat(parts), session.secure, done));
    },
    ...options,
  });
  smtp.on("error", () => undefined);

  async function taken(mail: Buffer, isSecure: boolean, done: (error?: Error | null) => void) {
    const refused = answer("data");
    if (refused) return done(refused);
    raw.push(mail);
    secured.push(isSecure);
    await server.onTaken(mail);
    done();
  }

  smtp.server.on("connection", (socket: Socket) => sockets.add(socket));
  const port = await listen(smtp.server);
  const server: MailServer = {
    port,
    raw,
    secured,
    connections: 0,
    mails: () => Promise.all(raw.map((one) => simpleParser(one))),
    refuse(stage, how, address) {
      if (how === null) refusals.delete(stage);
      else refusals.set(stage, { how, address: address ?? null });
    },
    onTaken: () => undefined,
    stop: () => new Promise((resolve) => smtp.close(() => resolve())),
  };
  return server;
}

export function settingsOf(
  { port }: Pick<MailServer, "port">,
  changes: Partial<SmtpSettings> = {},
): SmtpSettings {
  return {
    host: "127.0.0.1",
    port,
    secure: false,
    requireTls: false,
    auth: null,
    from: { address: "papers@lab.example", name: "Paperboy" },
    ...changes,
  };
}

/** To whom a mail is addressed. */
export function addressesOf(to: AddressObject | AddressObject[] | undefined): string[] {
  return [to ?? []].flat().flatMap(({ value }) => value.map(({ address }) => address ?? ""));
}
