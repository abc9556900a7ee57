import { DiscordAPIError, HTTPError } from "discord.js";
import { ZodError } from "zod";

/**
 * A request that Discord refused or never answered, fit for a log: the library's own errors carry
 * the whole payload, and an address in which the interaction's token stands.
 */
export class RequestFailure extends Error {
  override name = "RequestFailure";
  /** Discord's error code (`RESTJSONErrorCodes`); null when the answer had none. */
  readonly code: number | null;
  /** HTTP status; null when there was no answer. */
  readonly status: number | null;

  constructor(message: string, code: number | null, status: number | null) {
    super(message);
    this.code = code;
    this.status = status;
  }

  /** Whether the same request may succeed in a moment: Discord is down, or the network was. */
  get passing(): boolean {
    return this.status === null || this.status >= 500;
  }
}

/** Runs a request; what Discord or the network throws becomes a `RequestFailure`. */
export async function asking<T>(what: string, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw toFailure(what, error);
  }
}

function toFailure(what: string, error: unknown): unknown {
  if (error instanceof DiscordAPIError) {
    const code = typeof error.code === "number" ? error.code : null;
    return new RequestFailure(
      `Discord refused ${what}: ${error.status}, code ${error.code}, ${error.message}`,
      code,
      error.status,
    );
  }
  if (error instanceof HTTPError)
    return new RequestFailure(`Discord failed at ${what}: ${error.status}`, null, error.status);
  if (isNetworkError(error))
    return new RequestFailure(`Discord did not answer ${what}: ${error.message}`, null, null);
  // What was asked for may be done all the same.
  if (error instanceof SyntaxError || error instanceof ZodError)
    return new RequestFailure(`Discord's answer to ${what} cannot be read`, null, null);
  return error;
}

/** Errors of sockets and of undici carry a code in capitals; the library's timeout is an abort. */
function isNetworkError(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if (error.name === "AbortError" || error.name === "TimeoutError") return true;
  return "code" in error && typeof error.code === "string" && /^[A-Z_]+$/.test(error.code);
}
