import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { LianlianConfigError } from 'nestjs-lianlian';
import { SqlInbox } from 'nestjs-lianlian/sql';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type Connection, type SqliteLibrary, valueOf } from './sqlite-library.js';

const nothing = (): Promise<void> => Promise.resolve();
const failure = new Error('The handler failed.');
/** How long a notification waits for another process that writes. */
const WAITS_MS = 2_000;

/** What only a library with one connection and one writer has to show. */
export function describeSqliteExecutor<Database extends Connection>(library: SqliteLibrary<Database>): void {
  describe(`the executor of ${library.name}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'lianlian-sqlite-'));
    afterAll(() => {
      rmSync(folder, { recursive: true });
    });
    let file = '';
    let files = 0;
    /** The app's own connection. */
    let app: Database;
    const open = (settings = 'PRAGMA foreign_keys = ON'): Database => {
      const database = library.open(file);
      database.exec(settings);
      return database;
    };
    let inbox: SqlInbox<Database>;
    let close: () => void;
    beforeEach(async () => {
      file = join(folder, `shop-${String(++files)}.db`);
      app = open('PRAGMA journal_mode = WAL; CREATE TABLE orders (no_order TEXT PRIMARY KEY, paid_by TEXT)');
      const executor = library.executor(() => open());
      close = executor.close;
      inbox = new SqlInbox(executor);
      await inbox.ensureSchema();
    });
    afterEach(() => {
      close();
      app.close();
    });
    const add = (database: Connection | undefined, no_order: string): unknown =>
      database?.prepare('INSERT INTO orders (no_order) VALUES (?)').run(no_order);
    const orders = (): unknown[] =>
      app
        .prepare('SELECT no_order FROM orders ORDER BY no_order')
        .all()
        .map((row) => Object.values(row as object)[0]);

    it("what the app does on its own connection while a handler awaits is not in the handler's transaction", async () => {
      let seen: unknown[] = [];
      let refused: unknown;
      const handled = inbox.once('a key', 'an outcome', async (transaction) => {
        add(transaction, 'of the handler');
        await sleep(5);
        seen = orders();
        app.exec('PRAGMA busy_timeout = 100');
        const startedAt = performance.now();
        try {
          add(app, 'of a customer');
        } catch (error) {
          refused = error;
        }
        // The library waits by standing still, and the handler with it.
        expect(performance.now() - startedAt).toBeGreaterThan(90);
        throw failure;
      });
      await expect(handled).rejects.toBe(failure);
      expect(seen).toEqual([]);
      expect(refused).toMatchObject({ message: 'database is locked' });
      add(app, 'of a customer');
      expect(orders()).toEqual(['of a customer']);
    });

    it('handlers of different orders run one after the other, in the order in which they came', async () => {
      const events: string[] = [];
      const results = await Promise.all(
        ['1', '2', '3', '4'].map((key) =>
          inbox.once(key, 'an outcome', async (transaction) => {
            events.push(`begin ${key}`);
            add(transaction, key);
            await sleep(20);
            events.push(`end ${key}`);
          }),
        ),
      );
      expect(results).toEqual(results.map(() => ({ status: 'ran' })));
      expect(events).toEqual(['1', '2', '3', '4'].flatMap((key) => [`begin ${key}`, `end ${key}`]));
      expect(orders()).toEqual(['1', '2', '3', '4']);
    });

    it('a copy of what is done is told so at once while another order is at work, and one of that order that it is busy', async () => {
      await inbox.once('done', 'an outcome', nothing);
      let told: unknown[] = [];
      await inbox.once('at work', 'x', async () => {
        const startedAt = performance.now();
        told = [
          await inbox.once('done', 'another outcome', nothing),
          await inbox.once('at work', 'y', nothing),
          await inbox.recall('done'),
        ];
        expect(performance.now() - startedAt).toBeLessThan(WAITS_MS);
      });
      expect(told).toEqual([{ status: 'done', outcome: 'an outcome' }, { status: 'busy' }, 'an outcome']);
    });

    it('while another process writes, a notification is told busy after two seconds, and the process does not stand still', async () => {
      app.exec('BEGIN IMMEDIATE');
      let ticks = 0;
      const ticking = setInterval(() => ticks++, 20);
      const startedAt = performance.now();
      expect(await inbox.once('a key', 'an outcome', nothing)).toEqual({ status: 'busy' });
      clearInterval(ticking);
      expect(performance.now() - startedAt).toBeGreaterThan(WAITS_MS - 100);
      expect(ticks).toBeGreaterThan(20);
      await expect(inbox.purge()).rejects.toThrow('has been writing to the SQLite database for longer');
      app.exec('COMMIT');
      expect(await inbox.once('a key', 'an outcome', nothing)).toEqual({ status: 'ran' });
    });

    it('a transaction of another process that ends in time is waited for', async () => {
      app.exec('BEGIN IMMEDIATE');
      add(app, 'of a customer');
      const handled = inbox.once('a key', 'an outcome', async (transaction) => {
        add(transaction, 'of the handler');
      });
      await sleep(200);
      app.exec('COMMIT');
      expect(await handled).toEqual({ status: 'ran' });
      expect(orders()).toEqual(['of a customer', 'of the handler']);
    });

    it('what waits behind a handler that hangs runs when that is given up', async () => {
      let end = (): void => undefined;
      const ended = new Promise<void>((resolve) => (end = resolve));
      let hanging: Database | undefined;
      const hung = inbox.once(
        'hangs',
        'x',
        async (transaction) => {
          hanging = transaction;
          add(transaction, 'of the one that hangs');
          await ended;
        },
        { maxHandlingMs: 200 },
      );
      await sleep(20);
      const next = await inbox.once('next', 'y', async (transaction) => {
        add(transaction, 'of the next one');
        expect(() => add(hanging, 'too late')).toThrow(/not open/);
      });
      expect(next).toEqual({ status: 'ran' });
      // In this very process, too, where the hanging one is at work still.
      expect(await inbox.once('hangs', 'z', nothing)).toEqual({ status: 'ran' });
      end();
      await expect(hung).rejects.toThrow(/took longer than notifications\.maxHandlingMs/);
      expect(orders()).toEqual(['of the next one']);
      expect(await inbox.recall('hangs')).toBe('z');
    });

    it('what a handler leaves running writes into no transaction of another one', async () => {
      let left: Database | undefined;
      await inbox.once('first', 'x', async (transaction) => {
        left = transaction;
      });
      await inbox.once('second', 'y', async () => {
        expect(() => add(left, 'left running')).toThrow(/not open/);
      });
      expect(orders()).toEqual([]);
    });

    it('in the mode of the rollback journal, a COMMIT waits for readers', async () => {
      file = join(folder, 'rollback-journal.db');
      const reader = open('CREATE TABLE orders (no_order TEXT PRIMARY KEY)');
      const executor = library.executor(() => open());
      const other = new SqlInbox(executor);
      await other.ensureSchema();
      reader.exec('BEGIN');
      expect(valueOf(reader, 'SELECT count(*) FROM orders')).toBe(0);
      const handled = other.once('a key', 'an outcome', async (transaction) => {
        add(transaction, 'of the handler');
      });
      await sleep(200);
      expect(valueOf(reader, 'SELECT count(*) FROM orders')).toBe(0);
      reader.exec('COMMIT');
      expect(await handled).toEqual({ status: 'ran' });
      expect(valueOf(reader, 'SELECT count(*) FROM orders')).toBe(1);
      executor.close();
      reader.close();
    });

    it.each([
      { chosen: 'NORMAL', level: 2 },
      { chosen: 'EXTRA', level: 3 },
    ])(
      'what is acknowledged is on the disk: synchronous $chosen of the app is $level here',
      async ({ chosen, level }) => {
        const executor = library.executor(() =>
          open(`PRAGMA synchronous = ${chosen}; PRAGMA foreign_keys = OFF`),
        );
        const seen: unknown[] = [];
        await new SqlInbox(executor).once(chosen, 'an outcome', async (transaction) => {
          seen.push(transaction && valueOf(transaction, 'PRAGMA synchronous'));
          // A setting of the app's that nobody touches.
          seen.push(transaction && valueOf(transaction, 'PRAGMA foreign_keys'));
        });
        executor.close();
        expect(seen).toEqual([level, 0]);
      },
    );

    it('a constraint that a handler breaks and swallows takes back that one statement', async () => {
      const result = await inbox.once('a key', 'an outcome', async (transaction) => {
        add(transaction, 'twice');
        expect(() => add(transaction, 'twice')).toThrow(/UNIQUE/);
      });
      expect(result).toEqual({ status: 'ran' });
      expect(orders()).toEqual(['twice']);
    });

    it.each([':memory:', ''])('refuses a database that each connection has to itself: %j', (path) => {
      const executor = (): unknown => library.executor(() => library.open(path));
      expect(executor).toThrow(LianlianConfigError);
      expect(executor).toThrow(/in memory, or a temporary one.*give it a file/);
    });

    it("refuses the app's own connection", () => {
      expect(() => library.executor(() => app)).toThrow(/returned the same connection twice/);
      expect(orders()).toEqual([]);
    });
  });
}
