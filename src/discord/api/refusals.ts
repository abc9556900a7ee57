import { RESTJSONErrorCodes as Codes } from "discord-api-types/v10";
import type { RequestFailure } from "./failure.ts";

type Code = number | null;

/** What Discord says when it takes no message for now or for ever, in terms of a delivery. */
export type DeliveryRefusal =
  /** The channel is no more, or the person is out of reach; `because` in words, for that person. */
  | { kind: "gone"; because?: string }
  | { kind: "deleted" }
  /** The place takes nothing until somebody changes something there. */
  | { kind: "blocked"; permission: string; where: string; cause?: "refusal" }
  | { kind: "invalid"; reason: string }
  | { kind: "failed"; reason: string; arrived: "no" | "perhaps" }
  | { kind: "unavailable"; reason: string };

/** Whose fault a refusal is. */
type Fault =
  | Extract<DeliveryRefusal, { kind: "gone" | "deleted" | "blocked" }>
  /** The message's own: no repeat can help. */
  | { kind: "invalid" }
  /** The message's own only if another gets through: moderation, for instance, may refuse all. */
  | { kind: "failed" }
  /** Nobody's for long: Discord is down, or we were too fast. */
  | { kind: "unavailable" };

const GONE: Fault = { kind: "gone" };
const INVALID: Fault = { kind: "invalid" };
const FAILED: Fault = { kind: "failed" };
const UNAVAILABLE: Fault = { kind: "unavailable" };

const UNREACHABLE_PERSON: Fault = {
  kind: "gone",
  because:
    "Discord no longer lets Paperboy message you, because you don't share a server with it any more.",
};

const IN_PERMISSIONS = "Edit Channel → Permissions → Paperboy’s role";

function blocked(permission: string, where: string): Fault {
  return { kind: "blocked", permission, where };
}

/** No permission is missing, but this is in the way. */
function obstacle(clause: string, where: string): Fault {
  return { kind: "blocked", permission: clause, where, cause: "refusal" };
}

/** As a clause. */
export const NO_TAG = "posts need a tag, and this forum has none that everyone can use";

const A_TAG = obstacle(NO_TAG, "Edit Channel → Tags");
const OTHER_KIND = obstacle(
  "Paperboy can't post in this kind of channel",
  "use /digest subscribe in another channel",
);
const TOO_MANY_THREADS = obstacle(
  "the server has reached Discord's limit of active threads",
  "close some of its threads",
);

/**
 * Every error code of Discord's that may answer our messages, posts, direct messages and looks.
 * Codes that are not here are judged by their HTTP status.
 */
const FAULTS: ReadonlyMap<Code, Fault> = new Map<Code, Fault>([
  // The place is lost.
  [Codes.UnknownChannel, GONE],
  [Codes.UnknownGuild, GONE],
  [Codes.UserBannedFromThisGuild, GONE],
  [Codes.UnknownMessage, { kind: "deleted" }],

  // The person cannot be reached, whatever we send.
  [Codes.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds, UNREACHABLE_PERSON],
  [Codes.UnknownUser, UNREACHABLE_PERSON],
  [Codes.InvalidRecipients, UNREACHABLE_PERSON],

  // The place takes nothing until somebody acts.
  [Codes.MissingAccess, blocked("View Channel", IN_PERMISSIONS)],
  [Codes.MissingPermissions, blocked("Send Messages", IN_PERMISSIONS)],
  [
    Codes.CannotSendMessagesToThisUser,
    obstacle(
      "your privacy settings block direct messages from Paperboy",
      "allow direct messages in the privacy settings of a server that you share with Paperboy",
    ),
  ],
  [Codes.ThereAreNoTagsAvailableThatCanBeSetByNonModerators, A_TAG],
  [Codes.TagRequiredToCreateAForumPostInThisChannel, A_TAG],
  [Codes.UnknownTag, A_TAG],
  [Codes.ThreadLocked, blocked("Manage Threads", `${IN_PERMISSIONS}; or unlock the thread`)],
  [Codes.InvalidActionOnArchivedThread, obstacle("this thread is closed", "open it again")],
  [Codes.MaximumActiveThreads, TOO_MANY_THREADS],
  [Codes.MaximumActiveAnnouncementThreads, TOO_MANY_THREADS],
  [
    Codes.MaximumThreadParticipantsReached,
    obstacle("this thread has reached Discord's limit of members", "use another thread"),
  ],
  [
    Codes.ChannelVerificationLevelTooHighForYouToGainAccess,
    obstacle(
      "the server’s verification level keeps Paperboy out",
      "Server Settings → Safety Setup → Verification Level",
    ),
  ],
  [
    Codes.TwoFactorAuthenticationIsRequired,
    obstacle("the server requires two-factor authentication", "the bot's owner has to turn it on"),
  ],
  [
    Codes.TitleWasBlockedByAutomaticModeration,
    obstacle(
      "AutoMod blocks the post's title",
      "Server Settings → AutoMod: let Paperboy’s role through",
    ),
  ],
  [
    Codes.StageTopicServerNameServerDescriptionOrChannelNamesContainDisallowedWords,
    obstacle("the server doesn't allow the post's title", "Server Settings → AutoMod"),
  ],
  [Codes.CannotSendAMessageInAForumChannel, OTHER_KIND],
  [Codes.CannotSendMessagesInNonTextChannel, OTHER_KIND],
  [Codes.CannotExecuteActionOnThisChannelType, OTHER_KIND],
  [Codes.CannotExecuteActionOnDMChannel, OTHER_KIND],

  // The message itself.
  [Codes.CannotSendAnEmptyMessage, INVALID],
  [Codes.InvalidFormBodyOrContentType, INVALID],
  [Codes.RequestEntityTooLarge, INVALID],
  [Codes.RequestBodyContainsInvalidJSON, INVALID],
  [Codes.InvalidMessageType, INVALID],
  [Codes.SpecifiedEmojiIsInvalid, INVALID],

  // A filter: of one message, or of all.
  [Codes.ExplicitContentCannotBeSentToTheDesiredRecipient, FAILED],
  [Codes.MessageWasBlockedByAutomaticModeration, FAILED],
  [Codes.MessageBlockedByHarmfulLinksFilter, FAILED],
  [Codes.CloudflareIsBlockingYourRequest, FAILED],

  // It passes.
  [Codes.ActionCannotBePerformedDueToSlowmodeRateLimit, UNAVAILABLE],
  [Codes.ChannelWriteRateLimit, UNAVAILABLE],
  [Codes.ServerWriteRateLimit, UNAVAILABLE],
  [Codes.Unauthorized, UNAVAILABLE],
  [Codes.VerifyYourAccount, UNAVAILABLE],
  [Codes.OpeningDirectMessagesTooFast, UNAVAILABLE],
  [Codes.SendMessagesHasBeenTemporarilyDisabled, UNAVAILABLE],
  [Codes.FeatureTemporarilyDisabledServerSide, UNAVAILABLE],
  [Codes.ConnectionHasBeenRevoked, UNAVAILABLE],
  [Codes.ServiceResourceIsBeingRateLimited, UNAVAILABLE],
  [Codes.InvalidToken, UNAVAILABLE],
  [Codes.InvalidAPIVersion, UNAVAILABLE],
  [Codes.ServerNotAvailableInYourLocation, UNAVAILABLE],
  [Codes.IndexNotYetAvailable, UNAVAILABLE],
  [Codes.ApplicationNotYetAvailable, UNAVAILABLE],
  [Codes.APIResourceOverloaded, UNAVAILABLE],
]);

/** Of a forum post that other digests may go on in: another has to be opened. */
export const CLOSES_A_POST = new Set<Code>([
  Codes.UnknownChannel,
  Codes.InvalidActionOnArchivedThread,
  Codes.ThreadLocked,
  Codes.MaximumThreadParticipantsReached,
]);

/** The channel or its server does not exist any more. */
export const UNREACHABLE = new Set<Code>([Codes.UnknownChannel, Codes.UnknownGuild]);

/** We are not in the server, or may not see the channel. */
export const UNSEEN = new Set<Code>([Codes.MissingAccess]);

/** An interaction's answer has nowhere to go any more: it is over, or its message was deleted. */
export const OVER = new Set<Code>([
  Codes.UnknownInteraction,
  Codes.UnknownWebhook,
  Codes.InvalidWebhookToken,
  Codes.UnknownMessage,
]);

const LONGEST_LOGGED_REASON = 300;

/** `reason` is for the log alone: Discord's own words. */
export function refusalOf({ code, status, message }: RequestFailure): DeliveryRefusal {
  const reason = message.replaceAll(/\s+/g, " ").slice(0, LONGEST_LOGGED_REASON);
  const fault = FAULTS.get(code) ?? faultByStatus(status);
  if (fault.kind === "invalid" || fault.kind === "unavailable") return { kind: fault.kind, reason };
  if (fault.kind === "failed")
    return { kind: "failed", reason, arrived: (status ?? 0) >= 500 ? "perhaps" : "no" };
  return fault;
}

function faultByStatus(status: number | null): Fault {
  if (status === 413) return INVALID;
  const isPassing = status === null || [401, 408, 429].includes(status);
  return isPassing ? UNAVAILABLE : FAILED;
}
