import type { Courier } from "../digests/courier.ts";
import type { Outlet, OutletEnd } from "../digests/outlet.ts";
import type { MailOptions } from "../mail/courier.ts";
import { createSmtp } from "../mail/smtp.ts";
import { type WhatComes, whatComes } from "../mail/what-comes.ts";
import { mailEnded, mailLost } from "../messages/community/mail.ts";
import type { Reply } from "../messages/layout/reply.ts";
import type { Config } from "../settings/config.ts";
import type { Store } from "../store/open.ts";

/** Null where no mail server is set. */
export function openMail({ mail, web }: Config): MailOptions | null {
  if (!mail) return null;
  const isReached = web.port !== null && web.publicUrl?.startsWith("https:");
  return { smtp: createSmtp(mail), stopUrl: isReached ? web.publicUrl : null };
}

interface Told {
  store: Pick<Store, "mails" | "book">;
  courier: Pick<Courier, "tell">;
}

/** Tells whoever got mails that they ended by themselves. */
export async function tellMailEnded(outlet: Outlet, why: OutletEnd, tools: Told): Promise<void> {
  await tellOf(outlet, (mail) => mailEnded(why, mail), tools);
}

/** Tells whoever would have got a mail that it was given up. */
export async function tellMailLost(outlet: Outlet, tools: Told): Promise<void> {
  await tellOf(outlet, mailLost, tools);
}

async function tellOf(
  outlet: Outlet,
  notice: (mail: { what: WhatComes; address: string }) => Reply,
  { store, courier }: Told,
): Promise<void> {
  const mail = await store.mails.mail(outlet.id);
  if (!mail) return;
  const what = await whatComes(outlet, store.book);
  await courier.tell(mail.userId, notice({ what, address: mail.address }));
}
