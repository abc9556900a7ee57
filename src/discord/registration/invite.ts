import { PermissionFlagsBits } from "discord-api-types/v10";

/**
 * What the bot asks for when it is invited, and why. Answers to commands need none of it; these are
 * for messages that it posts by itself. It sends no embeds, so Embed Links is not among them.
 */
const permissions = [
  { name: "View Channel", bit: PermissionFlagsBits.ViewChannel, why: "to see where to post" },
  { name: "Send Messages", bit: PermissionFlagsBits.SendMessages, why: "to post a digest" },
  {
    name: "Send Messages in Threads",
    bit: PermissionFlagsBits.SendMessagesInThreads,
    why: "to post a digest in a thread or a forum post",
  },
  {
    name: "Create Public Threads",
    bit: PermissionFlagsBits.CreatePublicThreads,
    why: "to open a thread for a paper",
  },
  {
    name: "Read Message History",
    bit: PermissionFlagsBits.ReadMessageHistory,
    why: "to see after a restart which part of a digest was posted already",
  },
];

/** The page on which somebody adds the bot to a server, or to their own account. */
export function inviteUrl(applicationId: string): string {
  const bits = permissions.reduce((all, { bit }) => all | bit, 0n);
  const url = new URL("https://discord.com/oauth2/authorize");
  url.searchParams.set("client_id", applicationId);
  url.searchParams.set("scope", "bot applications.commands");
  url.searchParams.set("permissions", String(bits));
  return url.href;
}
