import {
  type APIApplicationCommandInteractionDataBasicOption,
  type APIApplicationCommandInteractionDataOption,
  type APIAttachment,
  type APIInteraction,
  type APIMessage,
  type APIModalSubmission,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  ComponentType,
  InteractionContextType,
  InteractionType,
  MessageFlags,
  PermissionFlagsBits,
} from "discord-api-types/v10";
import type { Attachment } from "../../../commands/command/attachment.ts";
import type { Asker } from "../../../commands/command/command.ts";
import type { OptionValues, Request } from "../../dispatch/request.ts";
import { textOfTarget } from "./message-text.ts";
import { carriesCustomId } from "../../messages/layout/custom-id.ts";

/**
 * What somebody did, in the dispatcher's words; null for a kind that Paperboy never asked for.
 * `mayView` is about that person, `isGuest` about Paperboy.
 */
export function toRequest(
  interaction: APIInteraction,
  mayView: Asker["mayView"],
  isGuest: boolean,
): Request | null {
  const asker = { ...toAsker(interaction, mayView), isGuest };
  switch (interaction.type) {
    case InteractionType.ApplicationCommand: {
      const { data } = interaction;
      if (data.type === ApplicationCommandType.Message)
        return { kind: "message", command: data.name, text: textOfTarget(data), asker };
      if (data.type !== ApplicationCommandType.ChatInput) return null;
      const { subcommand, options } = unfold(data.options ?? []);
      return {
        kind: "command",
        command: data.name,
        subcommand,
        options: valuesOf(options, data.resolved?.attachments),
        asker,
      };
    }
    case InteractionType.ApplicationCommandAutocomplete: {
      const { data } = interaction;
      const { subcommand, options } = unfold(data.options);
      const focused = options.find((option) => "focused" in option && option.focused);
      if (!focused) return null;
      return {
        kind: "suggest",
        command: data.name,
        subcommand,
        option: focused.name,
        typed: String(focused.value),
        options: valuesOf(options.filter((option) => option !== focused)),
        asker,
      };
    }
    case InteractionType.MessageComponent: {
      const { data, message } = interaction;
      const values = data.component_type === ComponentType.Button ? [] : data.values;
      // What is not on its message was made up, and is answered like an id that nobody knows.
      const customId = isOn(message, data.custom_id) ? data.custom_id : "";
      const { id, components = [], flags = 0 } = message;
      const isPrivate = (flags & MessageFlags.Ephemeral) !== 0;
      return {
        kind: "component",
        customId,
        values,
        message: { id, components, isPrivate },
        asker,
      };
    }
    case InteractionType.ModalSubmit: {
      const { data } = interaction;
      return { kind: "modal", customId: data.custom_id, fields: fieldsOf(data), asker };
    }
    case InteractionType.Ping:
    default:
      return null;
  }
}

/**
 * Ids only: of a server in which the app is installed by a person and not by the server, neither
 * the server nor the channel is known here.
 */
function toAsker(interaction: APIInteraction, mayView: Asker["mayView"]): Asker {
  const user = interaction.member?.user ?? interaction.user;
  return {
    userId: user?.id ?? "",
    channelId: interaction.channel?.id ?? interaction.channel_id ?? "",
    ...parentOf(interaction.channel),
    guildId: interaction.guild_id ?? null,
    mayManage: mayManage(interaction),
    hasDigests:
      ApplicationIntegrationType.GuildInstall in interaction.authorizing_integration_owners,
    ...(mayShow(interaction) ? {} : { mayNotShow: true }),
    mayView,
  };
}

/** Where only a person added Paperboy, a server decides whether others see what it answers. */
function mayShow({ guild_id, member, authorizing_integration_owners: owners }: APIInteraction) {
  if (guild_id === undefined || ApplicationIntegrationType.GuildInstall in owners) return true;
  const { UseExternalApps } = PermissionFlagsBits;
  return (BigInt(member?.permissions ?? 0) & UseExternalApps) !== 0n;
}

/** Of other channels the parent is a category. */
function parentOf(
  channel: APIInteraction["channel"],
): Pick<Asker, "parentId" | "isInPrivateThread"> {
  const isThread = channel && "parent_id" in channel && "thread_metadata" in channel;
  if (!isThread || !channel.parent_id) return {};
  const isInPrivateThread = channel.type === ChannelType.PrivateThread;
  return { parentId: channel.parent_id, ...(isInPrivateThread && { isInPrivateThread }) };
}

/** Whether a component with that id is on the message, as far as Discord shows what is on it. */
function isOn(message: Partial<APIMessage> | undefined, customId: string): boolean {
  const { components = [] } = message ?? {};
  return components.length === 0 || carriesCustomId(components, customId);
}

/** In a server as the interaction says, which counts overwrites and owners; see `Asker`. */
function mayManage({ guild_id, member, context }: APIInteraction): boolean {
  if (guild_id === undefined) return context === InteractionContextType.BotDM;
  const { ManageGuild, Administrator } = PermissionFlagsBits;
  return (BigInt(member?.permissions ?? 0) & (ManageGuild | Administrator)) !== 0n;
}

/** The texts in a form, by the custom ids of its inputs. Ours stand in labels. */
function fieldsOf({ components }: APIModalSubmission): Record<string, string> {
  const inputs = components.flatMap((one) =>
    one.type === ComponentType.Label && one.component.type === ComponentType.TextInput
      ? [one.component]
      : [],
  );
  return Object.fromEntries(inputs.map(({ custom_id, value }) => [custom_id, value]));
}

/** Of a chosen file an option has the id alone; what is known of it stands beside the options. */
function valuesOf(
  options: APIApplicationCommandInteractionDataBasicOption[],
  files: Record<string, APIAttachment> = {},
): OptionValues {
  return Object.fromEntries(
    options.map(({ name, type, value }) => {
      const file = type === ApplicationCommandOptionType.Attachment ? files[value] : undefined;
      return [name, file ? toAttachment(file) : value];
    }),
  );
}

function toAttachment({ id, filename, url, size }: APIAttachment): Attachment {
  return { id, name: filename, url, size };
}

interface Unfolded {
  /** "" without one; `group name` inside a group. */
  subcommand: string;
  options: APIApplicationCommandInteractionDataBasicOption[];
}

/** Discord nests the options under the subcommand, and that under its group. */
function unfold(options: APIApplicationCommandInteractionDataOption[], path = ""): Unfolded {
  const basic: APIApplicationCommandInteractionDataBasicOption[] = [];
  for (const option of options) {
    if (
      option.type === ApplicationCommandOptionType.Subcommand ||
      option.type === ApplicationCommandOptionType.SubcommandGroup
    )
      return unfold(option.options ?? [], path === "" ? option.name : `${path} ${option.name}`);
    basic.push(option);
  }
  return { subcommand: path, options: basic };
}
