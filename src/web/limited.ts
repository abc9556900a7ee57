import type { HttpBindings } from "@hono/node-server";
import type { Context, MiddlewareHandler } from "hono";
import { clientAddressBehind } from "./client-address.ts";
import { createLimiter } from "./limits.ts";
import type { WebServices } from "./services.ts";

type Asked = Context<{ Bindings: HttpBindings }>;

/** What keeps one client from asking too much; all that it guards share one measure. */
export type Limit = (
  /** What one request costs; see `SEARCH_COST`. */
  cost: number,
  /** What is answered instead. */
  refuse: (context: Asked, seconds: number) => Response | Promise<Response>,
) => MiddlewareHandler<{ Bindings: HttpBindings }>;

export function createLimit({ now, proxies }: Pick<WebServices, "now" | "proxies">): Limit {
  const clientAddress = clientAddressBehind(proxies);
  const limiter = createLimiter({ now: () => now().epochMilliseconds });

  return (cost, refuse) => async (context, next) => {
    const seconds = limiter.take(askedBy(context), cost);
    if (seconds === null) return await next();
    const refusal = await refuse(context, seconds);
    refusal.headers.set("retry-after", String(seconds));
    return refusal;
  };

  /** "" where a request came through no connection. */
  function askedBy(context: Asked): string {
    const bindings: HttpBindings | undefined = context.env;
    const connection = bindings?.incoming?.socket.remoteAddress ?? "";
    return clientAddress(connection, context.req.header("x-forwarded-for") ?? null);
  }
}
