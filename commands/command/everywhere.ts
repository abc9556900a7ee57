import { ApplicationIntegrationType, InteractionContextType } from "discord-api-types/v10";

/** Where a command is that works wherever Discord has commands, and where somebody has added Paperboy to their account. */
export const EVERYWHERE = {
  integration_types: [
    ApplicationIntegrationType.GuildInstall,
    ApplicationIntegrationType.UserInstall,
  ],
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
};
