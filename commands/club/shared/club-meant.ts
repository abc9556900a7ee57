import type { Club } from "../../../src/community/clubs/club.ts";
import { type Asker, type Services, UserError } from "../../command/command.ts";
import { cannot } from "../wording.ts";

interface Meant {
  /** Whether one that has ended will do. */
  orEnded?: boolean;
}

/** The server in which somebody asks. Throws a `UserError` in direct messages. */
export function serverOf({ guildId }: Asker): string {
  if (guildId === null) throw new UserError(cannot.inMessages);
  return guildId;
}

/** Throws a `UserError` for whoever may not manage the server. */
export function demandManager({ mayManage }: Asker): void {
  if (!mayManage) throw new UserError(cannot.manage);
}

/**
 * The club that is meant: of the channel that was picked, else of the one in which somebody asks, or which
 * its thread belongs to; else the only one of the server that they see. Throws a `UserError` where there is none.
 */
export async function clubMeant(
  picked: string | undefined,
  asker: Asker,
  { clubs }: Services,
  { orEnded = false }: Meant = {},
): Promise<Club> {
  const guildId = serverOf(asker);
  const { channelId, parentId, mayView } = asker;
  const here = picked === undefined ? [channelId, parentId] : [picked];
  for (const id of here) {
    const found = id === undefined ? null : await clubs.get(id);
    if (found?.guildId === guildId && (orEnded || found.endedAt === null)) return found;
  }
  if (picked === undefined) {
    const seen: Club[] = [];
    for (const club of await clubs.active(guildId))
      if (await mayView(club.channelId)) seen.push(club);
    const [only, ...others] = seen;
    if (others.length > 0) throw new UserError(cannot.severalClubs);
    if (only) return only;
  }
  throw new UserError(cannot.noClub, cannot.howToStart);
}
