import type { PostgresPool, PostgresPoolClient } from "kysely";
import { type ClientConfig, Pool } from "pg";
import { withoutValues } from "./postgres-trouble.ts";

/** Of one process. Most of its time each waits for nobody. */
const MOST_CONNECTIONS = 10;

/** Connections to a PostgreSQL, of which any may end at any moment. */
export function openPool(config: ClientConfig): PostgresPool {
  const pool = new Pool({ ...config, max: MOST_CONNECTIONS });
  // Of a connection that nobody uses; whoever needs one next opens another.
  pool.on("error", (error) => void withoutValues(error));
  // Of one that is used, between two of its queries: the next one fails. Nobody else listens then, and that would be the
  // end of the process.
  pool.on("connect", (client) => client.on("error", (error) => void withoutValues(error)));
  return {
    options: pool.options,
    connect: async () => unlessSilent(await pool.connect()),
    end: async () => await pool.end(),
  };
}

/** What pg says where no answer came within `query_timeout`. The connection goes on waiting for it. */
const SILENCE = "Query read timeout";

/** A connection of which nothing was heard is let go of: whoever had it next would wait as long, and in vain. */
function unlessSilent(client: PostgresPoolClient): PostgresPoolClient {
  let silence: Error | null = null;
  const query = async (text: string, values: readonly unknown[]) => {
    if (silence) throw silence;
    try {
      return await client.query(text, values);
    } catch (error) {
      if (error instanceof Error && error.message === SILENCE) silence = error;
      throw error;
    }
  };
  return new Proxy(client, {
    get(target, name) {
      if (name === "query") return query;
      if (name === "release")
        return (isBroken?: boolean) => target.release(isBroken === true || silence !== null);
      return Reflect.get(target, name, target);
    },
  });
}
