/** Prisma's schema engine as WebAssembly: applies migrations and compares schemas without a downloaded program. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
} from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaEngine, SchemaFilter } from '@prisma/schema-engine-wasm';
import pg from 'pg';

export const noFilter: SchemaFilter = { externalTables: [], externalEnums: [] };

/** The part of the engine that we use; give it back with `close`. */
export interface Engine {
  apply(list: MigrationList): Promise<string[]>;
  /** The SQL that leads from the migrations so far, or from nothing, to a schema; '' where they agree. */
  diff(from: MigrationList | 'empty', schema: string): Promise<string>;
  close(): Promise<void>;
}

/** Loads the engine for one database. It takes about a tenth of a second: skip it where there is nothing to do. */
export async function openEngine(url: string): Promise<Engine> {
  const { SchemaEngine } = await load();
  const adapter = new WholeScripts(url);
  const engine: SchemaEngine = await SchemaEngine.new(
    { datamodels: undefined },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(adapter),
  );
  return {
    apply: async (migrationsList) =>
      (await engine.applyMigrations({ migrationsList, filters: noFilter })).appliedMigrationNames,
    diff: async (from, schema) => {
      const { stdout, exitCode } = await engine.diff({
        from: from === 'empty' ? { tag: 'empty' } : { tag: 'migrations', ...from },
        to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
        script: true,
        exitCode: true,
        filters: noFilter,
      });
      return exitCode === 0 ? '' : (stdout ?? '');
    },
    close: async () => {
      engine.free();
      await adapter.close();
    },
  };
}

/**
 * The adapter splits a script at every semicolon, inside functions, texts and comments as well, and runs the pieces one
 * by one. Sent whole, as Prisma's own program does, Postgres parses it and applies all of it or nothing.
 */
class WholeScripts extends PrismaPg {
  readonly #config: pg.PoolConfig;
  readonly #pools = new Set<pg.Pool>();

  constructor(url: string) {
    super({ connectionString: url });
    this.#config = { connectionString: url, max: 2, connectionTimeoutMillis: 10_000 };
  }

  override async connect() {
    return this.#adapterOver(this.#open(this.#config));
  }

  /** The adapter's own takes the database of the connection string for its shadow; this one is truly another. */
  override async connectToShadowDb() {
    const name = `guildhall_shadow_${crypto.randomUUID().replaceAll('-', '')}`;
    const admin = this.#open(this.#config);
    await admin.query(`CREATE DATABASE ${name}`);
    const url = new URL(String(this.#config.connectionString));
    url.pathname = `/${name}`;
    const shadow = this.#open({ ...this.#config, connectionString: url.href });
    const adapter = await this.#adapterOver(shadow);
    adapter.dispose = async () => {
      await this.#end(shadow);
      await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await this.#end(admin);
    };
    return adapter;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools].map((pool) => this.#end(pool)));
  }

  async #adapterOver(pool: pg.Pool) {
    const adapter = await new PrismaPg(pool).connect();
    adapter.executeScript = async (script) => {
      await pool.query(script);
    };
    adapter.dispose = () => this.#end(pool);
    return readingChars(adapter);
  }

  #open(config: pg.PoolConfig): pg.Pool {
    const pool = new pg.Pool(config);
    pool.on('error', () => undefined);
    this.#pools.add(pool);
    return pool;
  }

  async #end(pool: pg.Pool): Promise<void> {
    if (this.#pools.delete(pool)) await pool.end();
  }
}

interface Reads {
  performIO(query: unknown): Promise<{ fields: { dataTypeID: number }[]; rows: unknown[] }>;
}

/**
 * Postgres's type "char" (one byte, number 18), of which the catalogue that the engine reads is full, is unknown to the
 * adapter: here it passes as text and is then called what the engine expects.
 */
function readingChars<A extends SqlDriverAdapter>(adapter: A): A {
  const chars = new WeakMap<unknown[], number[]>();
  const performIO = (adapter as unknown as Reads).performIO.bind(adapter);
  const queryRaw = adapter.queryRaw.bind(adapter);
  const better: Reads & Pick<SqlDriverAdapter, 'queryRaw'> = {
    performIO: async (query) => {
      const result = await performIO(query);
      const found = result.fields.flatMap((field, index) => (field.dataTypeID === 18 ? [index] : []));
      if (found.length > 0) chars.set(result.rows, found);
      for (const field of result.fields) if (field.dataTypeID === 18) field.dataTypeID = 25;
      return result;
    },
    queryRaw: async (query) => {
      const result = await queryRaw(query);
      for (const index of chars.get(result.rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
      return result;
    },
  };
  return Object.assign(adapter, better);
}

type Glue = typeof import('@prisma/schema-engine-wasm') & { __wbg_set_wasm(exports: WebAssembly.Exports): void };
let loaded: Promise<Glue> | undefined;

/** The package's entry imports a .wasm file, which Node does not do; its glue is imported and fed by hand. */
function load(): Promise<Glue> {
  loaded ??= (async () => {
    // Where the engine puts its last words when it gives up.
    Object.assign(globalThis, {
      PRISMA_WASM_PANIC_REGISTRY: { set_message: (words: string) => console.error(words) },
    });
    const require = createRequire(import.meta.url);
    const glueFile = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
    const glue: Glue = await import('@prisma/schema-engine-wasm/schema_engine_bg');
    const imports = { './schema_engine_bg.js': { ...glue } as unknown as WebAssembly.ModuleImports };
    const bytes = await readFile(glueFile.replace(/\.js$/, '.wasm'));
    const { instance } = await WebAssembly.instantiate(bytes, imports);
    glue.__wbg_set_wasm(instance.exports);
    const start = instance.exports.__wbindgen_start;
    if (typeof start === 'function') start();
    return glue;
  })();
  return loaded;
}
