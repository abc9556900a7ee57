import { createServer, type ServerResponse } from "node:http";
import { once } from "node:events";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";

/**
 * Serves a folder under `/lab/`, as hosts of files do: a folder by its index, and with a slash at its end. Returns the
 * address of `/lab/`.
 */
export async function serveFiles(folder: string): Promise<{ url: string; stop: () => void }> {
  const server = createServer((request, response) => {
    void send(request.url ?? "", response);
  });

  async function send(asked: string, response: ServerResponse): Promise<void> {
    const { status, location, content } = await answer(asked);
    response.writeHead(status, location === undefined ? {} : { location });
    response.end(content);
  }

  async function answer(asked: string) {
    const { pathname } = new URL(asked, "http://localhost");
    if (!pathname.startsWith("/lab/")) return { status: 404 };
    const path = join(folder, decodeURIComponent(pathname.slice("/lab/".length)));
    const there = await stat(path).catch(() => null);
    if (there === null) return { status: 404 };
    if (there.isFile()) return { status: 200, content: await readFile(path) };
    if (!pathname.endsWith("/")) return { status: 301, location: `${pathname}/` };
    const index = await readFile(join(path, "index.html")).catch(() => null);
    return index === null ? { status: 404 } : { status: 200, content: index };
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/lab/`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
