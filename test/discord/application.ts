import type {
  APIApplicationIntegrationTypesConfigMap,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from "discord-api-types/v10";
import { invalidFormBody } from "./api-error.ts";
import { commandFlaws } from "./check-commands.ts";
import type { Route } from "./rest.ts";
import { trusted } from "./trusted.ts";
import { snowflake, world } from "./world.ts";

type Declaration = RESTPostAPIChatInputApplicationCommandsJSONBody;

export interface Application {
  /** As they were declared last. */
  commands: Declaration[];
  /** Ways of installing that are on: 0 for servers, 1 for people. */
  installations: APIApplicationIntegrationTypesConfigMap;
  /** Whether it says which they are. */
  tellsInstallations: boolean;
  readonly routes: Route[];
}

/** The application as the Developer Portal keeps it, and its global commands. */
export function createApplication(): Application {
  const application: Application = {
    commands: [],
    installations: { 0: {}, 1: {} },
    tellsInstallations: true,
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
        run: () => application.commands.map(registered),
      },
      {
        method: "PUT",
        path: `/applications/${world.applicationId}/commands`,
        run({ body }) {
          const commands = trusted<Declaration[]>(body);
          const flaws = commandFlaws(commands, application.installations);
          if (flaws.length > 0) throw invalidFormBody(flaws);
          application.commands = commands;
          return commands.map(registered);
        },
      },
    ],
  };
  return application;
}

/** Discord gives commands back with ids and defaults, and in its own order. */
function registered(command: Declaration): object {
  return {
    id: snowflake(Date.now()),
    application_id: world.applicationId,
    version: snowflake(Date.now()),
    default_member_permissions: null,
    type: 1,
    name_localizations: null,
    description_localizations: null,
    dm_permission: true,
    contexts: null,
    nsfw: false,
    ...command,
    options: command.options?.map((option) => ({ name_localizations: null, ...option })) ?? [],
    integration_types: (command.integration_types ?? [0]).toReversed(),
  };
}
