import type { CopyToSend, OutletCourier } from "../digests/outlets/outlet-courier.ts";
import type { MailKeep } from "./keep.ts";
import { type Addressed, digestMail } from "./layout/digest-mail.ts";
import type { StopLink } from "./outgoing.ts";
import type { Smtp } from "./smtp.ts";
import { stopToken } from "./stop-token.ts";
import * as say from "./wording.ts";

/** Whether Discord shows somebody a channel; null where nobody can say now. */
export type MaySee = (
  userId: string,
  place: { guildId: string; channelId: string },
) => Promise<boolean | null>;

export interface MailCourierOptions {
  smtp: Smtp;
  keep: Pick<MailKeep, "mail" | "mark">;
  maySee: MaySee;
  /** What a channel of a server is called, if that is known. */
  channelName: (guildId: string, channelId: string) => Promise<string | null>;
  /** Where mails can be stopped with one request: an https address without a slash at the end. */
  stopUrl: string | null;
}

/** What a house needs to know of mail. */
export type MailOptions = Pick<MailCourierOptions, "smtp" | "stopUrl">;

const AT_ONCE = 4;

export function createMailCourier(options: MailCourierOptions): OutletCourier {
  const { smtp, keep, maySee, channelName, stopUrl } = options;

  async function stopLink({ outletId, channel }: CopyToSend): Promise<StopLink> {
    if (stopUrl !== null)
      return {
        url: `${stopUrl}/mail/${outletId}/${await stopToken(outletId, keep)}`,
        comment: null,
      };
    const place = channel.guildId === null ? "@me" : `${channel.guildId}/${channel.id}`;
    return { url: `https://discord.com/channels/${place}`, comment: say.STOP_THERE };
  }

  async function placeOf({
    kind,
    guildId,
    id,
  }: CopyToSend["channel"]): Promise<Addressed["place"]> {
    if (kind === "mail") return "own topics";
    return guildId === null ? "direct messages" : { name: await channelName(guildId, id) };
  }

  return {
    kind: "mail",
    atOnce: AT_ONCE,
    async send(copy, signal) {
      const mail = await keep.mail(copy.outletId);
      if (!mail) return { kind: "over", why: "unwanted" };
      const { guildId, id: channelId, setUpBy } = copy.channel;
      if (guildId === null && setUpBy !== mail.userId) return { kind: "over", why: "no access" };
      const sees = guildId === null || (await maySee(mail.userId, { guildId, channelId }));
      if (sees === null) return { kind: "later", reason: "nobody says who sees the channel" };
      if (!sees) return { kind: "over", why: "no access" };
      const place = await placeOf(copy.channel);
      const outgoing = digestMail(copy, {
        to: mail.address,
        from: smtp.from,
        place,
        stop: await stopLink(copy),
      });
      return await smtp.send(outgoing, signal);
    },
  };
}
