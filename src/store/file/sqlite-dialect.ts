import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  type SqliteDatabase,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { createLockWait, type LockWait } from "./lock-wait.ts";

export interface DialectOptions {
  /** Called after each query, and each transaction. */
  onTurn?: () => void;
}

/** Kysely over one connection of node:sqlite. */
export function sqliteDialect(
  database: DatabaseSync,
  { onTurn = () => undefined }: DialectOptions = {},
): Dialect {
  return {
    createAdapter: () => new Adapter(),
    createDriver: () => new OneConnection(database, onTurn),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
  };
}

/** What SQLite can do, of which Kysely's own adapter says the opposite. */
class Adapter extends SqliteAdapter {
  /** So that all pending migrations are one transaction, whose `begin immediate` is the lock too. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }

  /** There is one; but who waits for another program's lock lets others have it meanwhile. */
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/** Hands the one connection from one query or transaction to the next, in the order asked. */
class OneConnection implements Driver {
  readonly #database: DatabaseSync;
  readonly #driver: SqliteDriver;
  readonly #onTurn: () => void;
  readonly #wait: LockWait = createLockWait();
  #last: Promise<void> = Promise.resolve();

  constructor(database: DatabaseSync, onTurn: () => void) {
    this.#database = database;
    this.#driver = new SqliteDriver({ database: asKyselyWants(database) });
    this.#onTurn = onTurn;
  }

  async init(): Promise<void> {
    await this.#driver.init();
  }

  async acquireConnection(): Promise<Turn> {
    const turn = new Turn({
      database: this.#database,
      connection: await this.#driver.acquireConnection(),
      wait: this.#wait,
      next: () => this.#next(),
    });
    await turn.take();
    return turn;
  }

  async releaseConnection(turn: Turn): Promise<void> {
    turn.giveUp();
    this.#onTurn();
  }

  async beginTransaction(turn: Turn): Promise<void> {
    await turn.begin();
  }

  async commitTransaction(turn: Turn): Promise<void> {
    await turn.executeQuery(CompiledQuery.raw("commit"));
  }

  /** Never fails: what made it necessary is what people must know of. */
  async rollbackTransaction(turn: Turn): Promise<void> {
    turn.rollback();
  }

  async destroy(): Promise<void> {
    if (this.#database.isOpen) this.#database.close();
  }

  async #next(): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = this.#last;
    this.#last = promise;
    await before;
    return resolve;
  }
}

interface TurnOptions {
  database: DatabaseSync;
  connection: DatabaseConnection;
  wait: LockWait;
  /** Resolves when it is the next one's turn, with what ends it. */
  next: () => Promise<() => void>;
}

/** The connection while it is one query's or one transaction's. */
class Turn implements DatabaseConnection {
  readonly #options: TurnOptions;
  #end: () => void = () => undefined;

  constructor(options: TurnOptions) {
    this.#options = options;
  }

  async take(): Promise<void> {
    this.#end = await this.#options.next();
  }

  giveUp(): void {
    this.#end();
  }

  /**
   * A deferred begin fails with "database is locked", whatever the waiting, when another process wrote
   * between its first read and its first write.
   */
  async begin(): Promise<void> {
    await this.#patiently(() => {
      // Of a transaction that could not be rolled back when it failed.
      this.rollback();
      this.#options.database.exec("begin immediate");
    });
  }

  rollback(): void {
    const { database } = this.#options;
    // SQLite has done it by itself where the disk was full.
    if (!database.isTransaction) return;
    try {
      database.exec("rollback");
    } catch {
      // Tried again before the next one begins.
    }
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { database, connection } = this.#options;
    if (database.isTransaction) return await connection.executeQuery<Row>(query);
    return await this.#patiently(() => connection.executeQuery<Row>(query));
  }

  streamQuery<Row>(
    query: CompiledQuery,
    chunkSize: number,
  ): AsyncIterableIterator<QueryResult<Row>> {
    return this.#options.connection.streamQuery<Row>(query, chunkSize);
  }

  /** Outside of a transaction. While another program holds the lock, the connection is others'. */
  async #patiently<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    return await this.#options.wait(work, {
      before: () => this.giveUp(),
      after: async () => await this.take(),
    });
  }
}

/** As the driver that Kysely's own was written for. */
function asKyselyWants(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare(query) {
      const statement = database.prepare(query);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...parameters.map(bindable)),
        run: (parameters) => statement.run(...parameters.map(bindable)),
        iterate: (parameters) => statement.iterate(...parameters.map(bindable)),
      };
    },
  };
}

/** Refuses what SQLite would store as NULL without a word, such as a Date. */
function bindable(value: unknown): SQLInputValue {
  if (value === undefined || value === null) return null;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (
    typeof value === "number" ||
    typeof value === "string" ||
    typeof value === "bigint" ||
    value instanceof Uint8Array
  )
    return value;
  throw new TypeError(`SQLite cannot store ${Object.prototype.toString.call(value)}`);
}
