// What keeps the pages from being served, for whoever runs Paperboy.

const NO_SUCH_ADDRESS = "this machine has no such address";

/** By what the system calls it. */
export const WHY_NOT_LISTENING: Record<string, string> = {
  EADDRINUSE: "it is in use",
  EACCES: "it is not allowed",
  EADDRNOTAVAIL: NO_SUCH_ADDRESS,
  ENOTFOUND: NO_SUCH_ADDRESS,
  EAI_AGAIN: NO_SUCH_ADDRESS,
};

export function cannotListen(at: {
  setting: string;
  host: string;
  port: number;
  why: string;
}): string {
  return `${at.setting}: can't listen on ${at.host}, port ${at.port}: ${at.why}`;
}
