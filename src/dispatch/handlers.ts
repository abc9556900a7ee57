import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { z } from "zod";
import {
  type AnyComponent,
  type Command,
  type Form,
  type MessageCommand,
  type Subcommand,
  type Completer,
  UserError,
} from "../../commands/command/command.ts";
import { parseCustomId } from "../messages/layout/custom-id.ts";
import type { Request } from "./request.ts";
import * as say from "./wording.ts";

/** A subcommand, with what is looked up in it by names from outside. */
export interface FoundSubcommand {
  handler: Subcommand;
  suggests: ReadonlyMap<string, Completer>;
  /** Names of the options that pick a channel. */
  channels: readonly string[];
}

/** Who answers what: found by names that came from outside. */
export interface Handlers {
  subcommand(named: SubcommandName): FoundSubcommand | null;
  onMessage(name: string): MessageCommand | null;
  /** Throws a `UserError` where there is none, or where the state is not one that it reads. */
  component(customId: string): WithState<AnyComponent>;
  /** As `component`. */
  form(customId: string): WithState<Form>;
}

type SubcommandName = Pick<Request & { kind: "command" }, "command" | "subcommand">;

interface WithState<Handler> {
  handler: Handler;
  state: unknown;
}

export function createHandlers(commands: readonly Command[]): Handlers {
  const subcommands = new Map<string, FoundSubcommand>();
  const components = new Map<string, AnyComponent>();
  const forms = new Map<string, Form>();
  const onMessages = new Map(
    commands.flatMap(({ onMessage }) => (onMessage ? [[onMessage.data.name, onMessage]] : [])),
  );
  for (const command of commands) {
    for (const [subcommand, handler] of Object.entries(command.subcommands))
      subcommands.set(nameOf({ command: command.data.name, subcommand }), {
        handler,
        suggests: new Map(Object.entries(handler.suggest ?? {})),
        channels: channelOptionsOf(command.data, subcommand),
      });
    for (const [name, handler] of Object.entries(command.components ?? {}))
      components.set(name, handler);
    for (const [name, handler] of Object.entries(command.forms ?? {})) forms.set(name, handler);
  }
  return {
    subcommand: (named) => subcommands.get(nameOf(named)) ?? null,
    onMessage: (name) => onMessages.get(name) ?? null,
    component: (customId) => withState(components, customId),
    form: (customId) => withState(forms, customId),
  };
}

/** For the log: what was asked, without who asked it. */
export function describe(request: Request): string {
  // The rest of a custom id may say whose button it is.
  if (request.kind === "component" || request.kind === "modal")
    return parseCustomId(request.customId).name;
  if (request.kind === "message") return request.command;
  return `/${nameOf(request)}`;
}

function nameOf({ command, subcommand }: SubcommandName): string {
  return subcommand === "" ? command : `${command} ${subcommand}`;
}

function channelOptionsOf({ options = [] }: Command["data"], subcommand: string): string[] {
  let declared = options;
  for (const step of subcommand === "" ? [] : subcommand.split(" ")) {
    const within = declared.find(({ name }) => name === step);
    declared = within && "options" in within ? (within.options ?? []) : [];
  }
  return declared
    .filter(({ type }) => type === ApplicationCommandOptionType.Channel)
    .map(({ name }) => name);
}

function withState<Handler extends { state: z.ZodType }>(
  handlers: ReadonlyMap<string, Handler>,
  customId: string,
): WithState<Handler> {
  const { name, parts } = parseCustomId(customId);
  const handler = handlers.get(name);
  const state = handler?.state.safeParse(parts);
  if (!handler || !state?.success) throw new UserError(say.BUTTON_IS_GONE);
  return { handler, state: state.data };
}
