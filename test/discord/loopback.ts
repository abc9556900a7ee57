import { once } from "node:events";
import type { Server } from "node:net";

/** Lets a server listen on loopback; gives the port, a free one for 0. */
export async function listen(server: Server, port = 0): Promise<number> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("Not listening on a port");
  return address.port;
}
