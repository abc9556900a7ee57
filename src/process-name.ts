import { hostname } from "node:os";

/** Names this process among those that may share a store, on this machine and on others. */
export const processName = `${hostname()}:${process.pid}`;

/** Whether a process of that name has ended. Of one on another machine nobody here can tell. */
export function hasEnded(name: string): boolean {
  const [, host, pid] = /^(.*):(\d+)$/.exec(name) ?? [];
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}
