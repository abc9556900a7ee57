import type { Courier } from "../digests/courier.ts";
import { MAIL_CHANNELS, type Outlet, type OutletEnd } from "../digests/outlet.ts";
import type { MailOptions } from "../mail/courier.ts";
import { createSmtp } from "../mail/smtp.ts";
import { mailEnded } from "../messages/community/mail.ts";
import type { Config } from "../settings/config.ts";
import type { Store } from "../store/open.ts";

/** Null where no mail server is set. */
export function openMail({ mail, web }: Config): MailOptions | null {
  if (!mail) return null;
  const isReached = web.port !== null && web.publicUrl?.startsWith("https:");
  return { smtp: createSmtp(mail), stopUrl: isReached ? web.publicUrl : null };
}

/** Tells whoever got mails that they ended by themselves. */
export async function tellMailEnded(
  { id, channelId }: Outlet,
  why: OutletEnd,
  { store, courier }: { store: Store; courier: Pick<Courier, "tell"> },
): Promise<void> {
  const mail = await store.mails.mail(id);
  if (!mail) return;
  const { subscriptions } = store.book;
  const isOwn = channelId.startsWith(MAIL_CHANNELS);
  const topics = isOwn ? await subscriptions.of(channelId) : [];
  const channel = await subscriptions.channel(channelId);
  const place = channel?.guildId === null ? null : channelId;
  await courier.tell(
    mail.userId,
    mailEnded(why, {
      what: isOwn
        ? { kind: "topics", topics: topics.map(({ name }) => name) }
        : { kind: "channel", channelId: place },
      address: mail.address,
    }),
  );
}
