import { many } from "../layout/wording.ts";

/** `12 more waiting · 31 missed this week`; no line where there is nothing to say. */
export function leftOverLine(waiting: number, missed: number): string[] {
  const parts = [
    ...(waiting > 0 ? [`${many(waiting)} more waiting`] : []),
    ...(missed > 0 ? [`${many(missed)} missed this week`] : []),
  ];
  return parts.length > 0 ? [`-# ${parts.join(" · ")}`] : [];
}

/** How much attention a paper got, where that gave it its place: ` · 212 upvotes in its first day`. */
export function attentionNote(attention: { upvotes: number; days: number } | null): string {
  if (attention === null) return "";
  const { upvotes, days } = attention;
  const votes = `${many(upvotes)} ${upvotes === 1 ? "upvote" : "upvotes"}`;
  return ` · ${votes} in its first ${days <= 1 ? "day" : `${days} days`}`;
}
