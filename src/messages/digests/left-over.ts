import * as say from "./wording.ts";

/** `12 more waiting · 31 missed this week`; no line where there is nothing to say. */
export function leftOverLine(waiting: number, missed: number): string[] {
  const parts = [
    ...(waiting > 0 ? [say.moreWaiting(waiting)] : []),
    ...(missed > 0 ? [say.missedThisWeek(missed)] : []),
  ];
  return parts.length > 0 ? [`-# ${parts.join(" · ")}`] : [];
}

/** ` · 3 votes here` */
export function votesNote(votes: number): string {
  return votes === 0 ? "" : ` · ${say.votesHere(votes)}`;
}

/** How much attention a paper got, where that gave it its place: ` · 212 upvotes in its first day`. */
export function attentionNote(attention: { upvotes: number; days: number } | null): string {
  if (attention === null) return "";
  return ` · ${say.attention(attention.upvotes, attention.days)}`;
}
