import { fileURLToPath } from "node:url";

/** The folder of the snapshots that ship. */
export const SEEDS = fileURLToPath(new URL("../seeds/", import.meta.url));
