import type { APIApplicationIntegrationTypesConfigMap } from "discord-api-types/v10";
import type { Declaration } from "../../commands/command/command.ts";
import { ApiError, invalidFormBody } from "./api-error.ts";
import { commandFlaws, isSlash } from "./check-commands.ts";
import type { Route } from "./rest.ts";
import { trusted } from "./trusted.ts";
import { snowflake, world } from "./world.ts";

export interface Application {
  /** As they were declared last. */
  commands: Declaration[];
  /** Ways of installing that are on: 0 for servers, 1 for people. */
  installations: APIApplicationIntegrationTypesConfigMap;
  /** Whether it says which they are. */
  tellsInstallations: boolean;
  /** The servers that the bot is in, as their list has them. */
  servers: { id: string; name: string }[];
  /** Commands of single servers, by the server's id. */
  readonly serverCommands: Map<string, Declaration[]>;
  /** Under which Discord has a command of this name. */
  commandId(name: string): string;
  readonly routes: Route[];
}

/** The application as the Developer Portal keeps it, and its global commands. */
export function createApplication(): Application {
  const ids = new Map<string, string>();
  const application: Application = {
    commands: [],
    installations: { 0: {}, 1: {} },
    tellsInstallations: true,
    servers: [{ id: world.guildId, name: "Reading Group" }],
    serverCommands: new Map(),
    commandId,
    routes: [
      {
        method: "GET",
        path: "/applications/@me",
        run: () => ({
          id: world.applicationId,
          name: "Paperboy",
          description: "",
          flags: 0,
          ...(application.tellsInstallations && {
            integration_types_config: application.installations,
          }),
        }),
      },
      {
        method: "GET",
        path: `/applications/${world.applicationId}/commands`,
        run: () => application.commands.map(asRegistered),
      },
      {
        method: "PUT",
        path: `/applications/${world.applicationId}/commands`,
        run({ body }) {
          const commands = trusted<Declaration[]>(body);
          const flaws = commandFlaws(commands, application.installations);
          if (flaws.length > 0) throw invalidFormBody(flaws);
          application.commands = commands;
          return commands.map(asRegistered);
        },
      },
      {
        method: "GET",
        path: "/users/@me/guilds",
        run({ query }) {
          const after = BigInt(query.get("after") ?? 0);
          return application.servers
            .filter(({ id }) => BigInt(id) > after)
            .slice(0, Number(query.get("limit") ?? 200))
            .map((server) => ({
              ...server,
              icon: null,
              owner: false,
              permissions: "0",
              features: [],
            }));
        },
      },
      {
        method: "GET",
        path: `/applications/${world.applicationId}/guilds/:guild/commands`,
        run: ({ parameters: { guild = "" } }) => commandsIn(guild).map(asRegistered),
      },
      {
        method: "PUT",
        path: `/applications/${world.applicationId}/guilds/:guild/commands`,
        run({ parameters: { guild = "" }, body }) {
          commandsIn(guild);
          const commands = trusted<Declaration[]>(body);
          const flaws = commandFlaws(commands, application.installations);
          if (flaws.length > 0) throw invalidFormBody(flaws);
          application.serverCommands.set(guild, commands);
          return commands.map(asRegistered);
        },
      },
    ],
  };

  /** A command keeps its id when it is written anew. */
  function commandId(name: string): string {
    const id = ids.get(name) ?? snowflake(Date.now());
    ids.set(name, id);
    return id;
  }

  const asRegistered = (command: Declaration) => registered(command, commandId(command.name));

  function commandsIn(guildId: string): Declaration[] {
    if (!application.servers.some(({ id }) => id === guildId))
      throw new ApiError(403, 50001, "Missing Access");
    return application.serverCommands.get(guildId) ?? [];
  }

  return application;
}

/** Discord gives commands back with ids and defaults, and in its own order. */
function registered(command: Declaration, id: string): object {
  return {
    id,
    application_id: world.applicationId,
    version: snowflake(Date.now()),
    default_member_permissions: null,
    type: 1,
    name_localizations: null,
    description_localizations: null,
    dm_permission: true,
    contexts: null,
    nsfw: false,
    // Of what stands in the menu of a message Discord says that its description is empty.
    description: "",
    ...command,
    ...(isSlash(command) && {
      options: command.options?.map((option) => ({ name_localizations: null, ...option })) ?? [],
    }),
    integration_types: (command.integration_types ?? [0]).toReversed(),
  };
}
