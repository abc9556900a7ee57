import { Routes } from "discord-api-types/v10";
import type { Logger } from "pino";
import { z } from "zod";
import { asking } from "../api/failure.ts";
import type { Connection } from "./connection.ts";

const gateway = z.object({ shards: z.number() });

/** Whether Discord recommends more shards than there are, or doesn't say. */
export async function areMoreRecommended(
  { client, shards: { count: shards } }: Pick<Connection, "client" | "shards">,
  log: Logger,
): Promise<boolean> {
  let recommended: number | null = null;
  try {
    const asked = async () => gateway.parse(await client.rest.get(Routes.gatewayBot()));
    recommended = (await asking("how many shards there should be", asked)).shards;
  } catch (error) {
    log.warn({ reason: String(error) }, "Could not ask how many shards Discord recommends");
  }
  if (recommended !== null && recommended <= shards) return false;
  log.warn(
    { shards, recommended },
    "Discord wants this bot to use more shards; starting again with as many as it recommends",
  );
  return true;
}
