import { Hono } from "hono";
import type { HttpBindings } from "@hono/node-server";
import { createServer } from "node:net";
import { once } from "node:events";
import { expect, test } from "vitest";
import { startWebServer, WebPortError } from "../../src/web/server.ts";

test("a port that is in use is told with the setting to change", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const address = taken.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const app = new Hono<{ Bindings: HttpBindings }>();
  const start = startWebServer({ port, host: "127.0.0.1", app, setting: "PAPERBOY_WEB_PORT" });
  await expect(start).rejects.toThrow(WebPortError);
  await expect(start).rejects.toThrow(
    /^PAPERBOY_WEB_PORT: can't listen on 127\.0\.0\.1, port \d+: it is in use$/,
  );
  taken.close();
});
