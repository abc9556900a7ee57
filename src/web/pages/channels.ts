import type { Context } from "hono";
import { html } from "hono/html";
import type { PublicChannel } from "../../digests/public-channels.ts";
import type { WebApp } from "../server.ts";
import type { WebServices } from "../services.ts";
import * as say from "../wording.ts";
import { layOut } from "./layout.ts";
import { messagePage } from "./message.ts";

const MOST_DIGESTS = 30;

/** `/`, and `/c/<channel id>`. */
export function addChannelPages(app: WebApp, { channels, history, now }: WebServices): void {
  app.get("/", async (context) => {
    const all = await channels.all();
    const main = html`<h1>${say.NAME}</h1>
      <ul>
        ${all.map(
          ({ id, name, serverName }) =>
            html`<li><a href="/c/${id}">#${name}</a> · ${serverName}</li>`,
        )}
      </ul>`;
    return context.html(layOut({ title: say.ALL_CHANNELS, main }));
  });

  app.get("/c/:channel", async (context) => {
    const { found, answer } = await openChannel(context, context.req.param("channel"), channels);
    if (!found) return answer;
    const due = { from: found.since, before: now() };
    const editions = await history.editions(found.id, due, MOST_DIGESTS);
    const main = html`<h1>#${found.name}</h1>
      <ul>
        ${editions.map(({ digest }) => html`<li>${digest.dueAt.toString()}</li>`)}
      </ul>`;
    return context.html(layOut({ title: `#${found.name}`, main }));
  });
}

/** The channel, or the answer where it is not, or not any more, public. */
async function openChannel(
  context: Context,
  channelId: string,
  channels: WebServices["channels"],
): Promise<{ found: PublicChannel; answer?: never } | { found: null; answer: Response }> {
  const state = await channels.find(channelId);
  if (state.kind === "open") return { found: state.channel };
  const isClosed = state.kind === "closed";
  const page = messagePage(isClosed ? say.CLOSED : say.NOTHING_HERE);
  return { found: null, answer: await context.html(page, isClosed ? 410 : 404) };
}
