import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import type { ImportDraft } from "../../src/digests/subscriptions/draft.ts";
import { applyChanges } from "../../src/digests/subscriptions/transfer/apply-changes.ts";
import { changesNothing } from "../../src/digests/subscriptions/transfer/changes.ts";
import {
  imported,
  importPreview,
  nothingImported,
} from "../../src/messages/settings/digest-import.ts";
import { nothingTransferred } from "../../src/messages/settings/transfer.ts";
import { customId } from "../../src/messages/layout/custom-id.ts";
import { type Attachment, attachment } from "../command/attachment.ts";
import {
  type Asker,
  component,
  type Services,
  subcommand,
  type SubcommandPart,
  UserError,
} from "../command/command.ts";
import { channel, channelOption, demandSight, placeOf } from "../command/place.ts";
import { isTheirs } from "./channel/draft.ts";
import { LARGEST_FILE, readFile } from "./transfer/digest-file.ts";
import { planImport } from "./transfer/plan-import.ts";
import * as say from "./wording.ts";
import * as sayOfFile from "./transfer/wording.ts";

export const importDigests = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "import",
    description: say.descriptions.import,
    options: [
      {
        type: ApplicationCommandOptionType.Attachment,
        name: "file",
        description: say.options.import.file,
        required: true,
      },
      { ...channelOption, description: say.options.import.channel },
    ],
  },

  handler: subcommand({
    options: z.object({ file: attachment, channel }),
    run: async ({ file, channel: picked }, asker, services) => {
      const isOne = picked !== undefined || asker.guildId === null;
      const draft = {
        userId: asker.userId,
        guildId: asker.guildId,
        onlyChannelId: isOne ? placeOf(picked, asker).channelId : null,
        contents: await contentsOf(file, services),
      };
      const plan = await planImport(draft, asker, services);
      if (plan.channels.every(({ changes }) => changesNothing(changes)))
        return nothingImported(plan);
      const key = await services.digests.imports.save(draft, services.now());
      return importPreview(plan, {
        confirm: customId("digest.import", key),
        cancel: customId("digest.import-cancel"),
      });
    },
  }),

  components: {
    /** `digest.import:<draft key>` */
    "digest.import": component({
      state: z.tuple([z.string()]),
      run: async ([key], { asker }, services) => {
        const draft = await loadDraft(key, asker, services);
        // What was possible when it was shown may not be any more.
        const plan = await planImport(draft, asker, services);
        const changing = plan.channels.filter(({ changes }) => !changesNothing(changes));
        if (changing.length === 0) return nothingImported(plan);
        const applying = { userId: asker.userId, now: services.now(), did: say.did.import };
        await applyChanges(changing, applying, services.digests);
        return imported(plan);
      },
    }),

    /** `digest.import-cancel` */
    "digest.import-cancel": component({ state: z.tuple([]), run: () => nothingTransferred() }),
  },
} satisfies SubcommandPart;

/** Throws a `UserError` for a file that is not read. */
async function contentsOf(file: Attachment, { readAttachment, log }: Services): Promise<string> {
  const read = await readAttachment(file, LARGEST_FILE);
  switch (read.kind) {
    case "read":
      // Else it could not be read again.
      readFile(read.text);
      return read.text;
    case "too large":
      throw new UserError(say.tooLarge(LARGEST_FILE / 1024), say.EXPORT_ONE_BY_ONE);
    case "no text":
      throw new UserError(sayOfFile.NO_JSON, sayOfFile.USE_AN_EXPORT);
    case "elsewhere":
      throw new UserError(say.ONLY_UPLOADED_FILES);
    case "unavailable":
    default:
      log.warn({ file: file.id, reason: read.reason }, "A file could not be read");
      throw new UserError(say.FILE_NOT_GIVEN);
  }
}

/** Whose draft it is not gets the same answer as whose key leads nowhere. */
async function loadDraft(key: string, asker: Asker, { digests }: Services): Promise<ImportDraft> {
  const draft = await digests.imports.load(key);
  if (!isTheirs(draft, asker)) throw new UserError(say.PREVIEW_HAS_EXPIRED, say.useAgain("import"));
  if (draft.onlyChannelId !== null) await demandSight(draft.onlyChannelId, asker);
  return draft;
}
