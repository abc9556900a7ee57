/**
 * Whether somebody may do a thing once more, which counts as done if so: at most so many times within any minute.
 */
export function perMinute(most: number, now: () => Temporal.Instant): (userId: string) => boolean {
  const doneAt = new Map<string, Temporal.Instant[]>();
  return (userId) => {
    const aMinuteAgo = now().subtract({ minutes: 1 });
    const isRecent = (at: Temporal.Instant) => Temporal.Instant.compare(at, aMinuteAgo) > 0;
    for (const [id, times] of doneAt) if (!times.some(isRecent)) doneAt.delete(id);
    const recent = (doneAt.get(userId) ?? []).filter(isRecent);
    if (recent.length >= most) return false;
    doneAt.set(userId, [...recent, now()]);
    return true;
  };
}
