import type { ConnectionOptions } from "node:tls";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { compose } from "./compose.ts";
import type { OutgoingMail, Sender } from "./outgoing.ts";

/**
 * What came of a mail, by the stage at which it failed. A `reason` has the stage and numbers and nothing that
 * the server said, since that names addresses.
 */
export type SmtpResult =
  | { kind: "sent" }
  /** 5xx to RCPT TO. */
  | { kind: "refused"; reason: string }
  /** No connection, no TLS, no authentication, or 5xx to MAIL FROM: nobody gets anything. */
  | { kind: "outage"; reason: string }
  /** 5xx to DATA or what followed it. */
  | { kind: "invalid"; reason: string }
  /** 4xx, or nobody heard the answer: it may have arrived. */
  | { kind: "later"; reason: string };

export interface SmtpSettings {
  host: string;
  port: number;
  /** TLS from the first byte. */
  secure: boolean;
  /** STARTTLS or nothing. */
  requireTls: boolean;
  auth: { user: string; pass: string } | null;
  from: Sender;
}

export interface Smtp {
  readonly from: Sender;
  /** One attempt, on a connection of its own. Never throws for what servers do. */
  send(mail: OutgoingMail, signal: AbortSignal): Promise<SmtpResult>;
}

const CONNECT_MS = 20_000;
const SILENCE_MS = 60_000;

/** `tls`: whom to trust, where that is not for the system to say. */
export function createSmtp(settings: SmtpSettings, tls: ConnectionOptions = {}): Smtp {
  const { host, port, secure, requireTls, auth, from } = settings;

  async function send(mail: OutgoingMail, signal: AbortSignal): Promise<SmtpResult> {
    const message = await compose(mail, from);
    const connection = new SMTPConnection({
      host,
      port,
      secure,
      requireTLS: requireTls,
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      logger: false,
      tls,
    });
    const broken = Promise.withResolvers<never>();
    // Nobody waits for it between the stages.
    broken.promise.catch(() => undefined);
    connection.on("error", broken.reject);
    const onAbort = () => broken.reject(new Error("It took too long"));
    signal.addEventListener("abort", onAbort, { once: true });
    const stage = async (begin: (done: (error?: Error | null) => void) => void) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      begin((error) => (error ? reject(error) : resolve()));
      await Promise.race([promise, broken.promise]);
    };
    let isReady = false;
    try {
      if (signal.aborted) onAbort();
      await stage((done) => connection.connect(done));
      if (auth) await stage((done) => connection.login({ credentials: auth }, done));
      isReady = true;
      const envelope = { from: from.address, to: mail.to };
      await stage((done) => connection.send(envelope, message, done));
      connection.quit();
      return { kind: "sent" };
    } catch (error) {
      connection.close();
      return isReady ? afterEnvelope(error) : { kind: "outage", reason: reasonOf(error) };
    } finally {
      signal.removeEventListener("abort", onAbort);
      // What the library says after we have stopped listening concerns nobody.
      connection.on("error", () => undefined);
    }
  }

  return { from, send };
}

/** The server had let us in. */
function afterEnvelope(error: unknown): SmtpResult {
  const { responseCode = 0, command = "" } = detailsOf(error);
  const reason = reasonOf(error);
  if (responseCode < 500) return { kind: "later", reason };
  if (command === "RCPT TO") return { kind: "refused", reason };
  // 552 says that this one is too large.
  if (command === "MAIL FROM" && responseCode !== 552) return { kind: "outage", reason };
  return { kind: "invalid", reason };
}

interface Details {
  code?: string;
  responseCode?: number;
  command?: string;
}

function detailsOf(error: unknown): Details {
  if (!(error instanceof Error)) return {};
  return {
    ...("code" in error && typeof error.code === "string" && { code: error.code }),
    ...("responseCode" in error &&
      typeof error.responseCode === "number" && { responseCode: error.responseCode }),
    ...("command" in error && typeof error.command === "string" && { command: error.command }),
  };
}

/** `RCPT TO: 550`, `CONN: ESOCKET` */
function reasonOf(error: unknown): string {
  const { code = "ENOANSWER", responseCode, command = "CONN" } = detailsOf(error);
  return `${command}: ${responseCode ?? code}`;
}
