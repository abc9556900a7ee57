import { registerCleanUps } from "./clean-up.ts";
import { compareInstants } from "./compare-instants.ts";

// Runs before each file of tests.
registerCleanUps();
compareInstants();
