import { RESTJSONErrorCodes as Codes } from "discord-api-types/v10";
import * as say from "../wording.ts";
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
  because: say.NO_SHARED_SERVER,
};

const IN_PERMISSIONS = say.inPermissions(say.PAPERBOYS_ROLE);

function blocked(permission: string, where: string): Fault {
  return { kind: "blocked", permission, where };
}

/** No permission is missing, but this is in the way. */
function obstacle(clause: string, where: string): Fault {
  return { kind: "blocked", permission: clause, where, cause: "refusal" };
}

const A_TAG = obstacle(say.CAUSES["no tag"], say.EDIT_TAGS);
const OTHER_KIND = obstacle(say.REFUSED_BECAUSE.kindOfChannel, say.TO_DO.subscribeElsewhere);
const TOO_MANY_THREADS = obstacle(say.REFUSED_BECAUSE.activeThreads, say.TO_DO.closeThreads);

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
  [Codes.MissingAccess, blocked(say.PERMISSIONS.ViewChannel.usual, IN_PERMISSIONS)],
  [Codes.MissingPermissions, blocked(say.PERMISSIONS.SendMessages.usual, IN_PERMISSIONS)],
  [
    Codes.CannotSendMessagesToThisUser,
    obstacle(say.REFUSED_BECAUSE.privacySettings, say.TO_DO.allowDirectMessages),
  ],
  [Codes.ThereAreNoTagsAvailableThatCanBeSetByNonModerators, A_TAG],
  [Codes.TagRequiredToCreateAForumPostInThisChannel, A_TAG],
  [Codes.UnknownTag, A_TAG],
  [
    Codes.ThreadLocked,
    blocked(say.PERMISSIONS.ManageThreads.usual, say.orUnlockIt(IN_PERMISSIONS)),
  ],
  [
    Codes.InvalidActionOnArchivedThread,
    obstacle(say.REFUSED_BECAUSE.closedThread, say.TO_DO.openAgain),
  ],
  [Codes.MaximumActiveThreads, TOO_MANY_THREADS],
  [Codes.MaximumActiveAnnouncementThreads, TOO_MANY_THREADS],
  [
    Codes.MaximumThreadParticipantsReached,
    obstacle(say.REFUSED_BECAUSE.threadMembers, say.TO_DO.anotherThread),
  ],
  [
    Codes.ChannelVerificationLevelTooHighForYouToGainAccess,
    obstacle(say.REFUSED_BECAUSE.verificationLevel, say.TO_DO.verificationLevel),
  ],
  [
    Codes.TwoFactorAuthenticationIsRequired,
    obstacle(say.REFUSED_BECAUSE.twoFactor, say.TO_DO.twoFactor),
  ],
  [
    Codes.TitleWasBlockedByAutomaticModeration,
    obstacle(say.REFUSED_BECAUSE.blockedTitle, say.TO_DO.letThrough),
  ],
  [
    Codes.StageTopicServerNameServerDescriptionOrChannelNamesContainDisallowedWords,
    obstacle(say.REFUSED_BECAUSE.disallowedTitle, say.TO_DO.autoMod),
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
