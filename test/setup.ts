/** Runs before each file of tests. */
import "./compare-instants.ts";
import { registerCleanUps } from "./clean-up.ts";

registerCleanUps();
