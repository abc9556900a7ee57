import type { MailDesk } from "../../../src/mail/desk.ts";
import { type Services, UserError } from "../../command/command.ts";
import { NOT_SET_UP } from "../wording.ts";

/** Throws a `UserError` where the operator set up no mail. */
export function deskOf({ mail }: Pick<Services, "mail">): MailDesk {
  if (!mail) throw new UserError(NOT_SET_UP);
  return mail;
}
