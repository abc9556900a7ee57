import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import type { Channel } from "../../src/digests/digest.ts";
import { nextDue } from "../../src/digests/next.ts";
import { settingsCard, type ShownSettings } from "../../src/messages/settings/digest-settings.ts";
import {
  openingQuestion,
  scheduleForm,
  settingsGroup,
} from "../../src/messages/settings/settings-menus.ts";
import { customId } from "../../src/messages/layout/custom-id.ts";
import type { Place } from "../../src/messages/layout/place.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import {
  type Asker,
  component,
  form,
  formButton,
  type Services,
  subcommand,
  type SubcommandPart,
  UserError,
} from "../command/command.ts";
import { channelWithDigests, placeMeant, placeSeen } from "../command/place.ts";
import { applySettings } from "./options/apply-settings.ts";
import {
  cardOf,
  controlIds,
  controlName,
  optionOf,
  optionsFrom,
  SETTINGS_CARDS,
  type SettingsCard,
} from "./options/settings-controls.ts";
import { applyPublic, openingToAsk, pagesShown } from "./options/public-pages.ts";
import { settingsSchema, settingsOptions } from "./options/settings-options.ts";
import { forumShown, suggestTag } from "./options/forum-posts.ts";
import type { SettingsOptions } from "./options/wanted-settings.ts";
import { setWebhook, testWebhook, webhookOf } from "./options/webhook.ts";
import { suggestZone } from "./options/zone.ts";
import * as sayOptions from "./options/wording.ts";
import * as say from "./wording.ts";

export const settings = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "settings",
    description: say.descriptions.settings,
    options: settingsOptions,
  },

  handler: subcommand({
    options: settingsSchema,
    suggest: { zone: suggestZone, tag: suggestTag },
    run: async (options, asker, services) => {
      const place = await placeMeant(options.channel, asker, services);
      return await apply(options, place, { asker, card: "overview" }, services);
    },
  }),

  components: {
    /** `digest.webhook:<channel id>`: sends a test to its webhook. */
    "digest.webhook": component({
      state: z.tuple([z.string()]),
      run: async ([channelId], { asker }, services) => {
        const place = await placeSeen(channelId, asker);
        await channelWithDigests(place, services);
        return await testWebhook(place, services);
      },
    }),

    /** `digest.settings:<channel id>:<card>`: shows a card. */
    "digest.settings": component({
      state: z.tuple([z.string(), z.enum(SETTINGS_CARDS)]),
      run: async ([channelId, card], { asker }, services) => {
        const place = await placeSeen(channelId, asker);
        const kept = await channelWithDigests(place, services);
        return await show(card, { place, kept, changed: false }, services);
      },
    }),

    /** `digest.set:<channel id>:<option>`: a menu, or with `:<value>` a button that changes a setting. */
    "digest.set": component({
      state: z.tuple([z.string(), controlName, z.string().optional()]),
      run: async ([channelId, control, fixed], { asker, values }, services) => {
        const value = fixed ?? values[0];
        if (value === undefined) throw new UserError(say.NOTHING_PICKED);
        const place = await placeSeen(channelId, asker);
        const options = optionOf(control, value);
        return await apply(options, place, { asker, card: cardOf(control) }, services);
      },
    }),

    /** `digest.pages:<channel id>:<from now on, or with past digests>`: opens public pages, whoever sees the channel. */
    "digest.pages": component({
      state: z.tuple([z.string(), z.enum(["on", "past"])]),
      run: async ([channelId, wish], { asker }, services) => {
        const place = await placeSeen(channelId, asker);
        const kept = await channelWithDigests(place, services);
        const changed = await applyPublic(wish, place, asker, services);
        return await show("public", { place, kept, changed }, services);
      },
    }),

    /** `digest.schedule:<channel id>`: opens the form of time zone and time. */
    "digest.schedule": formButton({
      state: z.tuple([z.string()]),
      form: async ([channelId], asker, services) => {
        const place = await placeSeen(channelId, asker);
        const kept = await channelWithDigests(place, services);
        return scheduleForm(controlIds(channelId).form, kept.settings);
      },
    }),
  },

  forms: {
    /** `digest.schedule:<channel id>` */
    "digest.schedule": form({
      state: z.tuple([z.string()]),
      run: async ([channelId], { asker, fields }, services) => {
        const place = await placeSeen(channelId, asker);
        const { settings: before } = await channelWithDigests(place, services);
        const { zone = "", time = "" } = fields;
        // Whoever leaves the default zone as it is has not chosen it.
        const typed = zone.trim() === before.timeZone ? { time } : { time, zone };
        const options = optionsFrom(typed);
        const { kept, changed } = await applySettings(options, place, asker, services);
        return await show("schedule", { place, kept, changed }, services);
      },
    }),
  },
} satisfies SubcommandPart;

/** Changes what is wished, and shows a card; or asks first. */
async function apply(
  options: SettingsOptions,
  place: Place,
  { asker, card }: { asker: Asker; card: SettingsCard },
  services: Services,
): Promise<Reply> {
  const { webhook } = options;
  if (webhook !== undefined && options.public !== undefined)
    throw new UserError(sayOptions.WEBHOOK_OR_PUBLIC);
  const { kept, changed } = await applySettings(options, place, asker, services);
  const answer = webhook === undefined ? null : await setWebhook(webhook, place, asker, services);
  if (answer !== null) return answer;
  const toAsk = await openingToAsk(options.public, place, services);
  if (toAsk !== null)
    return openingQuestion(place, {
      open: customId("digest.pages", place.channelId, toAsk),
      cancel: controlIds(place.channelId).show("public"),
    });
  const isOther = await applyPublic(options.public, place, asker, services);
  return await show(
    card,
    { place, kept, changed: changed || isOther || webhook !== undefined },
    services,
  );
}

async function show(
  card: SettingsCard,
  { place, kept, changed }: { place: Place; kept: Channel; changed: boolean },
  services: Services,
): Promise<Reply> {
  const { settings: chosen, kind, setUpBy } = kept;
  const hasQuietLine = kind !== "forum";
  const shown: ShownSettings = {
    ...chosen,
    hasQuietLine,
    quietDay: chosen.quietDay === "one line" && !hasQuietLine ? "nothing" : chosen.quietDay,
    place,
    community: kind === "dm" ? null : chosen,
    publish: kind === "announcement" ? chosen.publish : null,
    alarmsTo: kind === "dm" ? null : { setUpBy, second: chosen.alarms },
    forum: await forumShown(kept, services),
    pages: await pagesShown(kept, services),
    webhook: await webhookOf(kept.id, services),
    next: nextDue(kept, services.now()),
    changed,
    topics: await services.digests.book.subscriptions.of(kept.id),
    ids: controlIds(place.channelId),
  };
  return card === "overview" ? settingsCard(shown) : settingsGroup(card, shown);
}
