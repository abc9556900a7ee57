import type { Command } from "./command/command.ts";
import { club } from "./club/club.ts";
import { digest } from "./digest/digest.ts";
import { createHelp } from "./help.ts";
import { lookUp, lookUpButtons } from "./look-up/look-up.ts";
import { mail } from "./mail/mail.ts";
import { paper } from "./paper/paper.ts";
import { privacy } from "./privacy/privacy.ts";
import { saved } from "./saved/saved.ts";
import { source } from "./source/source.ts";

/** With what stands in the menus of messages. */
const papers: Command = {
  ...paper,
  components: { ...paper.components, ...lookUpButtons },
  onMessage: lookUp,
};

const listed: readonly Command[] = [papers, saved, club, digest, mail, privacy, source];

/** Every command there is, in the order in which `/help` lists them. */
export const commands: readonly Command[] = [...listed, createHelp(listed)];
