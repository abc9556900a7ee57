import { votes } from "./wording.ts";

/** What people of a channel can do with its papers. */
export interface CommunitySettings {
  /** Whether papers have a button to vote for them. */
  votes: boolean;
}

/** None in a direct message. */
export function communityLines({ community }: { community: CommunitySettings | null }): string[] {
  if (community === null) return [];
  return [votes(community.votes)];
}
