import { connect, createServer, type Socket } from "node:net";
import { z } from "zod";

/** What lies between a process and its database, at an address of its own that stays the same. */
export interface DatabaseLine {
  /** Of the database, by this line. */
  address: string;
  /** Ends all connections, and takes no other. */
  cut(): Promise<void>;
  /** Takes connections again, and lets through what is said. */
  mend(): Promise<void>;
  /** Lets nothing through any more, of which nobody is told. */
  silence(): void;
}

/** A line to a PostgreSQL that can be cut, as where the network or the database fails. */
export async function startLine(to: string): Promise<DatabaseLine> {
  const { hostname, port } = new URL(to);
  let isSilent = false;
  const sockets = new Set<Socket>();
  const server = createServer((here) => {
    const there = connect(Number(port), hostname);
    for (const [socket, other] of [
      [here, there],
      [there, here],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.on("data", (said) => isSilent || other.write(said));
    }
  });
  const listen = async (at: number) => {
    await new Promise<void>((resolve) => server.listen(at, "127.0.0.1", resolve));
    return z.object({ port: z.number() }).parse(server.address()).port;
  };
  const at = await listen(0);
  const url = new URL(to);
  url.port = String(at);
  return {
    address: url.href,
    async cut() {
      if (!server.listening) return;
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    async mend() {
      isSilent = false;
      if (!server.listening) await listen(at);
    },
    silence() {
      isSilent = true;
    },
  };
}
