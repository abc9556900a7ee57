import {
  type BinaryOperationNode,
  CompiledQuery,
  type DatabaseConnection,
  type DataTypeNode,
  type Dialect,
  type Driver,
  type Kysely,
  OperatorNode,
  PostgresAdapter,
  PostgresDriver,
  PostgresIntrospector,
  type PostgresPool,
  PostgresQueryCompiler,
  PrimitiveValueListNode,
  type QueryResult,
  type TransactionSettings,
  ValueListNode,
} from "kysely";
import { again } from "./again.ts";
import type { Watch } from "./away-log.ts";
import { withoutValues } from "./postgres-trouble.ts";
import { WRITE_LOCK } from "./write-lock.ts";

/**
 * Kysely over a pool of connections to PostgreSQL, with the promise that the stores were written for:
 * whoever writes is alone, as in SQLite. See docs/decisions/postgres.md.
 */
export function postgresDialect(
  pool: PostgresPool,
  { watch, ready = () => Promise.resolve() }: PostgresOptions,
): Dialect {
  return {
    createAdapter: () => new Adapter(),
    createDriver: () => new OneWriter(pool, watch, ready),
    createQueryCompiler: () => new Compiler(),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
  };
}

interface PostgresOptions {
  watch: Watch;
  /** Waited for before each query or transaction. */
  ready?: () => Promise<void>;
}

/** Migrations run in a transaction, which holds the lock of all that write. */
class Adapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}

/**
 * Takes the lock with the begin of each transaction, and around each single statement that writes. So
 * transactions that write run one after the other, and numbers become visible in the order they are given in.
 */
class OneWriter implements Driver {
  readonly #driver: Driver;
  readonly #watch: Watch;
  readonly #ready: () => Promise<void>;

  constructor(pool: PostgresPool, watch: Watch, ready: () => Promise<void>) {
    this.#driver = new PostgresDriver({ pool });
    this.#watch = watch;
    this.#ready = ready;
  }

  async init(): Promise<void> {
    await this.#driver.init();
  }

  async acquireConnection(): Promise<Line> {
    await this.#ready();
    return new Line(this.#driver, await this.#acquire(), this.#watch);
  }

  async releaseConnection(line: Line): Promise<void> {
    await this.#driver.releaseConnection(line.connection);
  }

  async beginTransaction(line: Line, settings: TransactionSettings): Promise<void> {
    await line.begin(settings.accessMode === "read only" ? "read" : "write");
  }

  async commitTransaction(line: Line): Promise<void> {
    await line.commit();
  }

  async rollbackTransaction(line: Line): Promise<void> {
    await line.rollback();
  }

  async destroy(): Promise<void> {
    await this.#driver.destroy();
  }

  async #acquire(): Promise<DatabaseConnection> {
    try {
      return await this.#driver.acquireConnection();
    } catch (error) {
      this.#watch.failed(withoutValues(error));
      throw error;
    }
  }
}

/** A connection while it is one query's or one transaction's. */
class Line implements DatabaseConnection {
  readonly connection: DatabaseConnection;
  readonly #driver: Driver;
  readonly #watch: Watch;
  #isInTransaction = false;

  constructor(driver: Driver, connection: DatabaseConnection, watch: Watch) {
    this.#driver = driver;
    this.connection = connection;
    this.#watch = watch;
  }

  async begin(mode: "read" | "write"): Promise<void> {
    const how =
      mode === "read"
        ? "begin isolation level repeatable read read only"
        : `begin; select pg_advisory_xact_lock(${WRITE_LOCK})`;
    try {
      await this.#execute(CompiledQuery.raw(how));
    } catch (error) {
      await this.rollback();
      throw error;
    }
    this.#isInTransaction = true;
  }

  async commit(): Promise<void> {
    try {
      await this.#driver.commitTransaction(this.connection);
    } catch (error) {
      this.#watch.failed(withoutValues(error));
      throw error;
    }
    this.#isInTransaction = false;
  }

  /** Never fails: what made it necessary is what people must know of. */
  async rollback(): Promise<void> {
    this.#isInTransaction = false;
    // Where that can't be done, the driver lets go of the connection.
    await this.#driver.rollbackTransaction(this.connection).catch(() => undefined);
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#isInTransaction) return await this.#execute<Row>(query);
    return await again(() =>
      readsAlone(query) ? this.#execute<Row>(query) : this.#write<Row>(query),
    );
  }

  streamQuery<Row>(
    query: CompiledQuery,
    chunkSize: number,
  ): AsyncIterableIterator<QueryResult<Row>> {
    return this.connection.streamQuery<Row>(query, chunkSize);
  }

  async #write<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    await this.begin("write");
    try {
      const result = await this.#execute<Row>(query);
      await this.commit();
      return result;
    } catch (error) {
      await this.rollback();
      throw error;
    }
  }

  async #execute<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    try {
      const result = await this.connection.executeQuery<Row>(query);
      if (result.numAffectedRows !== undefined) this.#watch.wrote();
      return result;
    } catch (error) {
      this.#watch.failed(withoutValues(error));
      throw error;
    }
  }
}

function readsAlone({ query, sql }: CompiledQuery): boolean {
  return (
    query.kind === "SelectQueryNode" || (query.kind === "RawNode" && /^\s*select\b/i.test(sql))
  );
}

/** The names of types that the steps of the schema are written with, as PostgreSQL has the same. */
const TYPES: Readonly<Record<string, string>> = {
  integer: "bigint",
  real: "double precision",
  blob: "bytea",
  // Compared byte by byte, as SQLite does.
  text: `text collate "C"`,
};

class Compiler extends PostgresQueryCompiler {
  /** An empty list, which SQLite takes and PostgreSQL doesn't, has nothing in it. */
  protected override visitBinaryOperation(node: BinaryOperationNode): void {
    const { operator, rightOperand } = node;
    const isIn = OperatorNode.is(operator) && /^(?:not )?in$/.test(operator.operator);
    const isList = PrimitiveValueListNode.is(rightOperand) || ValueListNode.is(rightOperand);
    if (isIn && isList && rightOperand.values.length === 0)
      this.append(operator.operator === "in" ? "false" : "true");
    else super.visitBinaryOperation(node);
  }

  protected override visitDataType(node: DataTypeNode): void {
    const type = TYPES[node.dataType];
    if (type === undefined) super.visitDataType(node);
    else this.append(type);
  }

  protected override getAutoIncrement(): string {
    return "generated by default as identity";
  }
}
