import type { PublicChannels } from "../public-channels.ts";
import type { NamedServer } from "../server-names.ts";

export interface NameServices {
  publicChannels: Pick<PublicChannels, "all" | "rename">;
  /** What a server and its channels are called, as far as that is known without asking. */
  names: (guildId: string) => NamedServer;
}

/** Notes what open channels and their servers are called by now; of all servers where none is named. */
export async function followNames(
  guildId: string | null,
  { publicChannels, names }: NameServices,
): Promise<void> {
  for (const channel of await publicChannels.all()) {
    if (guildId !== null && channel.guildId !== guildId) continue;
    const server = names(channel.guildId);
    const called = {
      // An archived thread is as it was called last, and so is a server that is away.
      name: server.channels.find(({ id }) => id === channel.id)?.name ?? channel.name,
      serverName: server.name || channel.serverName,
    };
    if (called.name !== channel.name || called.serverName !== channel.serverName)
      await publicChannels.rename(channel.id, called);
  }
}
