import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { nextDue } from "../../src/digests/next.ts";
import { defaultSettings } from "../../src/digests/settings.ts";
import type { SetupDraft } from "../../src/digests/subscriptions/draft.ts";
import { MAX_TOPICS } from "../../src/digests/subscriptions/subscribe.ts";
import { parseTime } from "../../src/digests/subscriptions/time-of-day.ts";
import { applyChanges } from "../../src/digests/subscriptions/transfer/apply-changes.ts";
import { changesNothing } from "../../src/digests/subscriptions/transfer/changes.ts";
import {
  alreadySetUp,
  channelStep,
  setUp,
  setUpNote,
  timeStep,
  topicsStep,
} from "../../src/messages/settings/setup.ts";
import { customId } from "../../src/messages/layout/custom-id.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import { suggestedTopics } from "../../src/search/topics/suggested-topics.ts";
import {
  type Asker,
  component,
  type Services,
  subcommand,
  type SubcommandPart,
  UserError,
} from "../command/command.ts";
import { channel, channelOption, demandSight, findChannel, placeOf } from "../command/place.ts";
import { topic } from "./options/topic.ts";
import { isTheirs } from "./channel/draft.ts";
import { planChannel, type PlannedChannel } from "./transfer/plan.ts";
import * as say from "./wording.ts";

/** Of what the library is about. */
const TOPICS_OFFERED = 20;
/** Of these, chosen for whoever chooses none. */
const TOPICS_CHOSEN = 3;

const STEPS = ["topics", "time", "channel"] as const;
type Step = (typeof STEPS)[number];

const draftKey = z.tuple([z.string()]);

export const setup = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "setup",
    description: say.descriptions.setup,
    options: [channelOption],
  },

  handler: subcommand({
    options: z.object({ channel }),
    run: async (options, asker, services) => {
      const place = placeOf(options.channel, asker);
      const topics = suggestedTopics(services, TOPICS_CHOSEN);
      if (topics.length === 0) throw new UserError(say.NO_TOPICS_TO_SUGGEST, say.ADD_A_TOPIC);
      const { time } = await settingsAt(place, services);
      return await showStep("topics", { ...place, userId: asker.userId, topics, time }, services);
    },
  }),

  components: {
    /** `digest.setup:<draft key>:<step>` */
    "digest.setup": component({
      state: z.tuple([z.string(), z.enum(STEPS)]),
      run: async ([key, step], { asker }, services) =>
        await showStep(step, await loadDraft(key, asker, services), services),
    }),

    /** `digest.setup-topics:<draft key>` */
    "digest.setup-topics": component({
      state: draftKey,
      run: async ([key], { asker, values }, services) => {
        const draft = await loadDraft(key, asker, services);
        const topics = z.array(topic).min(1).max(MAX_TOPICS).safeParse(values);
        return await showStep(
          "topics",
          { ...draft, ...(topics.data && { topics: topics.data }) },
          services,
        );
      },
    }),

    /** `digest.setup-time:<draft key>` */
    "digest.setup-time": component({
      state: draftKey,
      run: async ([key], { asker, values: [picked = ""] }, services) => {
        const draft = await loadDraft(key, asker, services);
        return await showStep(
          "time",
          { ...draft, time: parseTime(picked) ?? draft.time },
          services,
        );
      },
    }),

    /** `digest.setup-channel:<draft key>` */
    "digest.setup-channel": component({
      state: draftKey,
      run: async ([key], { asker, values: [picked] }, services) => {
        const draft = await loadDraft(key, asker, services);
        const { channelId } = placeOf(picked ?? draft.channelId, asker);
        await demandSight(channelId, asker);
        return await showStep("channel", { ...draft, channelId }, services);
      },
    }),

    /** `digest.setup-start:<draft key>` */
    "digest.setup-start": component({
      state: draftKey,
      run: async ([key], { asker }, services) =>
        await start(key, await loadDraft(key, asker, services), services),
    }),
  },
} satisfies SubcommandPart;

/** Every press keeps what was chosen, so a restart loses nothing. */
async function showStep(step: Step, draft: SetupDraft, services: Services): Promise<Reply> {
  const { topics: chosen, time } = draft;
  const key = await services.digests.setups.save(draft, services.now());
  const { timeZone } = await settingsAt(draft, services);
  const before = STEPS[STEPS.indexOf(step) - 1];
  const after = STEPS[STEPS.indexOf(step) + 1];
  const ids = {
    menu: customId(`digest.setup-${step}`, key),
    back: before === undefined ? null : customId("digest.setup", key, before),
    go:
      after === undefined
        ? customId("digest.setup-start", key)
        : customId("digest.setup", key, after),
    cancel: customId("digest.cancel"),
  };
  if (step === "topics") {
    const offered = new Set([...chosen, ...suggestedTopics(services, TOPICS_OFFERED)]);
    return topicsStep({ offered: [...offered], chosen }, ids);
  }
  if (step === "time") {
    const times = [...new Set([...FULL_HOURS, time])].toSorted();
    return timeStep({ times, chosen: time, timeZone }, ids);
  }
  return channelStep({ place: draft, topics: chosen, time, timeZone }, ids);
}

/** `00:00` to `23:00` */
const FULL_HOURS = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, "0")}:00`);

/** Those of a channel that has some, else the defaults. */
async function settingsAt(place: Pick<SetupDraft, "channelId" | "guildId">, services: Services) {
  const kept = await findChannel(place, services);
  return kept?.settings ?? defaultSettings(services.digests.timeZone);
}

/** What the channel has already stays; once nothing changes, nothing is posted either. */
async function start(key: string, draft: SetupDraft, services: Services): Promise<Reply> {
  const { channelId, guildId, userId, time } = draft;
  const place = { channelId, guildId };
  const topics = draft.topics.map((one) => ({ topic: one }));
  const planned = await planChannel(
    { place, settings: { time }, topics, known: "stays" },
    { channels: [], roles: [] },
    services,
  );
  const [problem] = planned.problems;
  if (problem !== undefined) throw new UserError(say.nothingChanged(problem));
  if (changesNothing(planned.changes)) return alreadySetUp(place);
  await applyChanges(
    [planned],
    { userId, now: services.now(), did: say.did.setUp },
    services.digests,
  );
  const kept = await findChannel(place, services);
  const next = kept && nextDue(kept, services.now());
  return setUp(place, next, await tell(key, draft, planned, { userId, next }, services));
}

/** Says in the channel what comes there; false where that was not possible. In a direct message they know. */
async function tell(
  key: string,
  { channelId, guildId, topics }: SetupDraft,
  { probe, changes }: PlannedChannel,
  about: Parameters<typeof setUpNote>[1],
  { digests, log }: Services,
): Promise<boolean> {
  if (guildId === null) return true;
  const target = {
    channelId,
    kind: probe.channel,
    postId: null,
    title: say.NEW_PAPERS,
    tagId: changes.settings.tag?.id ?? null,
    isRunning: false,
  };
  const note = { payload: setUpNote(topics, about), nonce: `setup.${key}`, roleId: null };
  const sent = await digests.post(target, note);
  if (sent.kind === "sent") return true;
  log.warn({ channelId, outcome: sent.kind }, "Could not post what was set up");
  return false;
}

/** Whose draft it is not gets the same answer as whose key leads nowhere. */
async function loadDraft(key: string, asker: Asker, { digests }: Services): Promise<SetupDraft> {
  const draft = await digests.setups.load(key);
  if (!isTheirs(draft, asker) || !(await asker.mayView(draft.channelId)))
    throw new UserError(say.SETUP_HAS_EXPIRED, say.useAgain("setup"));
  return draft;
}
