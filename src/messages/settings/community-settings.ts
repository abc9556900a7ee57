import { type ROUND_UPS, roundUp, taste, votes } from "./wording.ts";

/** What people of a channel can do with its papers. */
export interface CommunitySettings {
  /** Whether papers have a button to vote for them. */
  votes: boolean;
  /** Whether papers like those that people voted for come earlier. */
  taste: boolean;
  /** Null where there is no weekly round-up. */
  roundUp: { day: Exclude<keyof typeof ROUND_UPS, "off">; time: string } | null;
}

/** None in a direct message. */
export function communityLines({ community }: { community: CommunitySettings | null }): string[] {
  if (community === null) return [];
  return [votes(community.votes), taste(community), roundUp(community.roundUp)];
}
