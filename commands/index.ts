import type { Command } from "./command/command.ts";
import { digest } from "./digest/digest.ts";
import { createHelp } from "./help.ts";
import { paper } from "./paper/paper.ts";
import { privacy } from "./privacy/privacy.ts";
import { saved } from "./saved/saved.ts";

const listed: readonly Command[] = [paper, saved, digest, privacy];

/** Every command there is, in the order in which `/help` lists them. */
export const commands: readonly Command[] = [...listed, createHelp(listed)];
