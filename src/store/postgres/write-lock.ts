/** What everybody holds who writes, until the transaction ends. Any number that is always the same. */
export const WRITE_LOCK = "8386112";
