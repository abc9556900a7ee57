import type { ChannelEvent } from "../../src/playground/protocol.ts";

/** Reads the events of the channel as a page does, one after the other. */
export async function followChannel(url: string, as?: string) {
  const response = await fetch(`${url}/api/channel${as === undefined ? "" : `?as=${as}`}`);
  if (!response.body) throw new Error(`No events: status ${response.status}`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let received = "";

  async function next(): Promise<ChannelEvent> {
    for (;;) {
      const end = received.indexOf("\n\n");
      if (end >= 0) {
        const block = received.slice(0, end);
        received = received.slice(end + 2);
        const data = block.split("\n").find((line) => line.startsWith("data: "));
        if (data) return parseEvent(data.slice("data: ".length));
      } else {
        const { done, value } = await reader.read();
        if (done) throw new Error("The channel has ended");
        received += value;
      }
    }
  }

  /** The next event, which must be of this kind. */
  async function expect<Kind extends ChannelEvent["kind"]>(kind: Kind) {
    const event = await next();
    if (!isOfKind(event, kind)) throw new Error(`Not ${kind}: ${JSON.stringify(event)}`);
    return event;
  }

  return { expect, close: () => reader.cancel() };
}

function parseEvent(json: string): ChannelEvent {
  const event: ChannelEvent = JSON.parse(json);
  return event;
}

function isOfKind<Kind extends ChannelEvent["kind"]>(
  event: ChannelEvent,
  kind: Kind,
): event is Extract<ChannelEvent, { kind: Kind }> {
  return event.kind === kind;
}
