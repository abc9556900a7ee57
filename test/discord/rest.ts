import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { ApiError } from "./api-error.ts";
import { type Attachments, demandSize, readBody, type Upload } from "./attachments.ts";
import type { Fault, Faults } from "./faults.ts";
import type { RateLimits } from "./rate-limits.ts";

/** One request as a route sees it. */
export interface Call {
  /** What stood for `:name` in the route's path. */
  parameters: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
  /** Files that came with it. */
  uploads: readonly Upload[];
}

export interface Route {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below `/api/v10`; `:name` stands for one step. */
  path: string;
  /** Whether the interaction's token in the path is enough. */
  open?: boolean;
  /** The JSON to answer with; undefined answers 204. Throws `ApiError`. */
  run: (call: Call) => unknown;
}

/** A request that was refused: in most tests there shall be none. */
export interface Refusal {
  request: string;
  status: number;
  /** Discord's own. */
  code: number;
  body: object;
}

const BASE = "/api/v10";

export interface RestOptions {
  routes: Route[];
  /** Answers at their own addresses, beside the API. */
  attachments: Pick<Attachments, "serve">;
  token: string;
  faults: Faults;
  /** Null where nothing is limited. */
  limits: RateLimits | null;
  /** Its clock, as the `Date` of each answer tells it. */
  now: () => number;
  onRequest: (request: string, body: unknown) => void;
  onRefusal: (refusal: Refusal) => void;
  /** After the answer was sent; not where a fault took its place. */
  onHandled: (request: string) => void;
}

export function createRest(options: RestOptions): RequestListener {
  return (request, response) => {
    serve(request, response, options).catch((error: unknown) => {
      // A mistake of the stand-in itself: let the test see it.
      console.error(error);
      response.writeHead(599).end();
    });
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { routes, attachments, token, faults, limits, now, onRequest, onRefusal, onHandled }: RestOptions,
): Promise<void> {
  const url = new URL(request.url ?? "", "http://stand-in");
  response.setHeader("date", new Date(now()).toUTCString());
  const path = url.pathname.startsWith(BASE) ? url.pathname.slice(BASE.length) : null;
  const name = `${request.method} ${path ?? url.pathname}`;
  if (attachments.serve(request, response)) return;
  const { json: raw, uploads } = await readBody(request);
  const body: unknown = raw === "" ? undefined : JSON.parse(raw);
  onRequest(name, body);

  const admission = limits?.admit(request.method ?? "", path ?? "");
  for (const [header, value] of Object.entries(admission?.headers ?? {}))
    response.setHeader(header, value);
  if (admission?.refused) {
    const { retryAfterS, isGlobal } = admission.refused;
    response.setHeader("retry-after", retryAfterS);
    response.writeHead(429, { "content-type": "application/json" });
    const message = "You are being rate limited.";
    response.end(JSON.stringify({ message, retry_after: retryAfterS, global: isGlobal }));
    return;
  }

  const fault = faults.next(name, raw);
  if (fault && !fault.takesEffect && (await befall(fault, response))) return;
  const answer = run();
  if (fault?.takesEffect && (await befall(fault, response))) return;
  if (answer.body === undefined) response.writeHead(answer.status).end();
  else {
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(JSON.stringify(answer.body));
  }
  onHandled(name);

  function run(): { status: number; body: unknown } {
    try {
      const { route, parameters } = find(routes, request.method ?? "", path);
      if (!route.open && request.headers.authorization !== `Bot ${token}`)
        throw new ApiError(401, 0, "401: Unauthorized");
      demandSize(uploads);
      const result = route.run({ parameters, query: url.searchParams, body, uploads });
      return { status: result === undefined ? 204 : 200, body: result };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { status, code, body: told } = error;
      onRefusal({ request: name, status, code, body: told });
      return { status, body: told };
    }
  }
}

/** True when the mishap has answered, or nothing can any more. */
async function befall({ with: mishap }: Fault, response: ServerResponse): Promise<boolean> {
  if ("heldUntil" in mishap) {
    await mishap.heldUntil;
    return false;
  }
  if ("reset" in mishap) {
    response.socket?.resetAndDestroy();
    return true;
  }
  if ("closed" in mishap) {
    response.socket?.end();
    return true;
  }
  response.setHeader("content-type", "application/json");
  if ("garbled" in mishap) {
    response.writeHead(200).end("<html>");
    return true;
  }
  const { status, code = 0, retryAfterS } = mishap;
  if (retryAfterS !== undefined) response.setHeader("retry-after", retryAfterS);
  response.writeHead(status);
  response.end(
    JSON.stringify({ message: `${status} of the stand-in`, code, retry_after: retryAfterS }),
  );
  return true;
}

function find(
  routes: Route[],
  method: string,
  path: string | null,
): { route: Route; parameters: Record<string, string> } {
  for (const route of routes) {
    const pattern = route.path.replaceAll(/:(\w+)/g, "(?<$1>[^/]+)");
    const match = route.method === method && new RegExp(`^${pattern}$`).exec(path ?? "");
    if (match) return { route, parameters: { ...match.groups } };
  }
  throw new ApiError(404, 0, "404: Not LookResult");
}
