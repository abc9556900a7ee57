import type { Command } from "./command/command.ts";
import { club } from "./club/club.ts";
import { digest } from "./digest/digest.ts";
import { createHelp } from "./help.ts";
import { paper } from "./paper/paper.ts";
import { privacy } from "./privacy/privacy.ts";
import { saved } from "./saved/saved.ts";
import { source } from "./source/source.ts";

const listed: readonly Command[] = [paper, saved, club, digest, privacy, source];

/** Every command there is, in the order in which `/help` lists them. */
export const commands: readonly Command[] = [...listed, createHelp(listed)];
