const { PATH, TZ, TMPDIR, NODE_COMPILE_CACHE } = process.env;

/**
 * What a program of ours starts with that has settings of its own and none of ours. It finds what Node compiled
 * before: the tests start hundreds of processes.
 */
export const PROGRAM_ENV = Object.fromEntries(
  Object.entries({ PATH, TZ, TMPDIR, NODE_COMPILE_CACHE }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  ),
);
