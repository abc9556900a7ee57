/** Runs before each file of tests. */
// oxlint-disable-next-line import/no-unassigned-import -- it changes what vitest compares
import "./compare-instants.ts";
import { registerCleanUps } from "./clean-up.ts";

registerCleanUps();
