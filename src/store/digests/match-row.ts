import type { TopicMatch } from "../../digests/digest.ts";

export function matchRow(
  topicId: number,
  arrival: number,
  { strength, words, fields }: TopicMatch,
) {
  return {
    topic_id: topicId,
    arrival,
    strength,
    words: JSON.stringify(words),
    fields: JSON.stringify(fields),
  };
}
