import { isDeepStrictEqual } from "node:util";
import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  Routes,
} from "discord-api-types/v10";
import type { REST } from "discord.js";
import type { Logger } from "pino";
import { z } from "zod";
import { type CommandIds, commandIds } from "../../messages/layout/command-mention.ts";
import type { Declaration } from "../../../commands/command/command.ts";
import { asking, RequestFailure } from "../api/failure.ts";

const { GuildInstall, UserInstall } = ApplicationIntegrationType;

/** What we read of our application. */
const applicationSchema = z.object({
  id: z.string(),
  /** Has an entry for each way of installing that is on; not every answer has such a map. */
  integration_types_config: z
    .object({ [GuildInstall]: z.unknown(), [UserInstall]: z.unknown() })
    .partial()
    .nullish(),
});

type Installations = NonNullable<z.infer<typeof applicationSchema>["integration_types_config"]>;

/** What we read of a command that Discord has; the rest is compared as it is. */
const registeredSchema = z.array(
  z.looseObject({
    id: z.string(),
    name: z.string(),
    options: z.array(z.looseObject({ type: z.number(), name: z.string() })).nullish(),
  }),
);

/**
 * Makes Discord's global list of commands the declared one. It writes only when something differs, and where
 * it may: writing is limited and makes people's clients load the list anew. Gives the ids under which
 * Discord has them. Fails with `RequestFailure`.
 */
export async function registerCommands(
  declared: readonly Declaration[],
  { rest, mayWrite, log }: { rest: REST; mayWrite: boolean; log: Logger },
): Promise<CommandIds> {
  const application = applicationSchema.parse(
    await asking("reading the application", () => rest.get(Routes.currentApplication())),
  );
  // Who does not say how it can be installed is asked for everything, and believed when it refuses.
  const { integration_types_config: config } = application;
  const wanted = installable(declared, config ?? { [GuildInstall]: {}, [UserInstall]: {} }, log);
  const route = Routes.applicationCommands(application.id);
  const query = new URLSearchParams({ with_localizations: "true" });
  const registered = registeredSchema.parse(
    await asking("reading the commands", () => rest.get(route, { query })),
  );
  if (isDeepStrictEqual(comparable(wanted), comparable(registered))) {
    log.info({ commands: wanted.length }, "Commands are already registered");
    return commandIds(registered);
  }
  if (!mayWrite) return commandIds(registered);
  const put = async (body: Declaration[]) => {
    const made = await asking("registering the commands", () => rest.put(route, { body }));
    log.info({ commands: wanted.map(({ name }) => name) }, "Commands registered");
    return commandIds(registeredSchema.parse(made));
  };
  try {
    return await put(wanted);
  } catch (error) {
    if (config || !(error instanceof RequestFailure) || error.status !== 400) throw error;
    return await put(installable(declared, { [GuildInstall]: {} }, log));
  }
}

/**
 * The commands as this application may have them: one way of installing that is switched off would
 * make Discord refuse the whole list.
 */
function installable(
  declared: readonly Declaration[],
  installations: Installations,
  log: Logger,
): Declaration[] {
  const isOn = (type: typeof GuildInstall | typeof UserInstall) =>
    installations[type] !== undefined;
  const names = { [GuildInstall]: "Guild Install", [UserInstall]: "User Install" };
  for (const type of [GuildInstall, UserInstall]) {
    if (!isOn(type))
      log.warn(
        `${names[type]} is off for this application. To have the commands there too, turn it on under Installation in the ` +
          "Developer Portal and restart Paperboy",
      );
  }
  return declared.flatMap((command) => {
    const types = (command.integration_types ?? [GuildInstall]).filter(isOn);
    if (types.length === 0) {
      log.warn(`/${command.name} is left out: turn on a way to install it in the Developer Portal`);
      return [];
    }
    const contexts = command.contexts?.filter(
      // Other people's direct messages are reached by a person's installation only.
      (context) => context !== InteractionContextType.PrivateChannel || types.includes(UserInstall),
    );
    return [{ ...command, integration_types: types, ...(contexts && { contexts }) }];
  });
}

/** What makes a command what it is. Discord adds ids and versions, and says other things twice. */
const fields = [
  "name",
  "name_localizations",
  "description",
  "description_localizations",
  "options",
  "default_member_permissions",
  "nsfw",
  "contexts",
  "integration_types",
] as const;

/** Lists whose order says nothing; that of options and choices is what people see. */
const sets = new Set(["contexts", "integration_types", "channel_types"]);

/** Both sides in one form: nothing that equals its absence, and sets and commands in one order. */
function comparable(commands: readonly { name: string; type?: unknown }[]): unknown[] {
  return commands
    .toSorted((one, other) => one.name.localeCompare(other.name))
    .map((command: { type?: unknown; [field: string]: unknown }) => ({
      type: command.type ?? ApplicationCommandType.ChatInput,
      ...essence(Object.fromEntries(fields.map((field) => [field, command[field]]))),
    }));
}

function essence(value: object): object {
  if (Array.isArray(value)) return value.map((item) => essenceOf(item));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => !isAbsent(part))
      .map(([key, part]) => [key, sets.has(key) ? inOrder(part) : essenceOf(part)]),
  );
}

function inOrder(set: unknown): unknown {
  return Array.isArray(set) ? set.map(Number).toSorted((one, other) => one - other) : set;
}

function essenceOf(value: unknown): unknown {
  return typeof value === "object" && value !== null ? essence(value) : value;
}

function isAbsent(value: unknown): boolean {
  // What stands in the menu of a message has no description, and Discord says that it is empty.
  if (value === null || value === undefined || value === false || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
