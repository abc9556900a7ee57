import { connect } from "node:net";
import { z } from "zod";

// A process of its own: those who ask for one page, each for the next as soon as they have one.

const visit = z.object({
  port: z.number(),
  path: z.string(),
  visitors: z.number(),
  ms: z.number(),
});
export type Visit = z.infer<typeof visit>;

process.on("message", (message) => {
  void visitAll(visit.parse(message)).then((perSecond) => process.send?.(perSecond));
});
process.send?.("Here.");

/** How many pages came in a second. All answers are of one length. */
async function visitAll({ port, path, visitors, ms }: Visit): Promise<number> {
  const length = await lengthOf(port, path);
  const began = performance.now();
  const pages = await Promise.all(
    Array.from({ length: visitors }, () => visitOften({ port, path, length, until: began + ms })),
  );
  return (pages.reduce((sum, one) => sum + one, 0) * 1000) / (performance.now() - began);
}

const requestFor = (path: string, more = "") =>
  `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${more}\r\n`;

function visitOften(of: { port: number; path: string; length: number; until: number }) {
  const { port, path, length, until } = of;
  return new Promise<number>((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    const request = requestFor(path);
    let [pages, bytes] = [0, 0];
    socket.setNoDelay(true);
    socket.on("connect", () => socket.write(request));
    socket.on("error", reject);
    socket.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes < length) return;
      bytes = 0;
      pages += 1;
      if (performance.now() < until) socket.write(request);
      else socket.end();
    });
    socket.on("close", () => resolve(pages));
  });
}

/** In bytes, with its headers. */
function lengthOf(port: number, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    let text = "";
    socket.on("error", reject);
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
      const head = text.indexOf("\r\n\r\n");
      const body = Number(/^content-length: (\d+)/im.exec(text.slice(0, head))?.[1]);
      if (head === -1 || text.length < head + 4 + body) return;
      socket.destroy();
      resolve(head + 4 + body);
    });
    socket.write(requestFor(path));
  });
}
