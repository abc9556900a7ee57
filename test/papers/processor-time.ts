/**
 * How long the processor works on something, in milliseconds. To be compared with another such time:
 * unlike the clock on the wall it does not count what else the machine does meanwhile.
 */
export function processorTime(work: () => unknown): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  // The system counts in steps of some milliseconds; this keeps a short time from being none.
  return (user + system) / 1000 + 10;
}
