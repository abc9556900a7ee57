import { DiscordjsError, DiscordjsErrorCodes, GatewayCloseCodes } from "discord.js";
import { OperatorError } from "../../exit/operator-error.ts";

/** Why the bot cannot go on, in words for the person who runs it. Restarting it does not help. */
export class FatalError extends OperatorError {
  override name = "FatalError";
  /** EX_CONFIG of sysexits.h. */
  readonly exitCode = 78;
  /** Whether Discord wants the bot to have more shards. */
  readonly wantsMoreShards: boolean;

  constructor(message: string, { wantsMoreShards = false } = {}) {
    super(message);
    this.wantsMoreShards = wantsMoreShards;
  }
}

export const WRONG_TOKEN =
  "Discord doesn't know this DISCORD_TOKEN. Open the Bot page of your application in the " +
  "Developer Portal, reset the token and set DISCORD_TOKEN to the new one.";

/** The closes after which the gateway stays closed (discord-api-docs, "Gateway close event codes"). */
const fatalCloses: Partial<Record<GatewayCloseCodes, string>> = {
  [GatewayCloseCodes.AuthenticationFailed]: WRONG_TOKEN,
  [GatewayCloseCodes.InvalidShard]:
    "Discord doesn't accept these shards. Set PAPERBOY_SHARDS=auto, or check its numbers.",
  [GatewayCloseCodes.ShardingRequired]:
    "The bot is in more servers than so few shards may serve. Set PAPERBOY_SHARDS=auto, or name more shards.",
  [GatewayCloseCodes.InvalidAPIVersion]:
    "Discord no longer supports this version of its gateway. Update Paperboy.",
  [GatewayCloseCodes.InvalidIntents]: "Discord refused the intents. This is a bug in Paperboy.",
  [GatewayCloseCodes.DisallowedIntents]:
    "Discord doesn't allow this application the Guilds intent. Check the Bot page of your " +
    "application in the Developer Portal, or create a new application.",
};

export function fatalClose(code: GatewayCloseCodes): FatalError | null {
  const reason = fatalCloses[code];
  const wantsMoreShards = code === GatewayCloseCodes.ShardingRequired;
  return reason
    ? new FatalError(`${reason} (gateway close code ${code})`, { wantsMoreShards })
    : null;
}

/** What the library throws when `GET /gateway/bot` answers 401, or the token is empty. */
export function fatalLogin(error: unknown): FatalError | null {
  const isWrong =
    error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid;
  return isWrong ? new FatalError(`${WRONG_TOKEN} (HTTP status 401)`) : null;
}
