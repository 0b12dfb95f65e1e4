import { setTimeout as sleep } from 'node:timers/promises';
import { type ConformanceTransactions, inboxConformance } from 'nestjs-lianlian/testing';
import { describe, expect, it } from 'vitest';

import type {
  NotificationInbox,
  OnceLimits,
  OnceResult,
} from '../../../../lib/common/inbox/notification-inbox.js';

interface Claim {
  readonly endsAt: number;
}

/** An inbox in steps small enough to break one at a time. It keeps the rows of its transactions in an array. */
class PlainInbox implements NotificationInbox<string[]> {
  readonly transactional: boolean = true;
  readonly bars: boolean = true;
  readonly rows: string[] = [];
  protected readonly claims = new Map<string, Claim>();
  protected readonly done = new Map<string, string>();

  async once(
    key: string,
    outcome: string,
    work: (rows?: string[]) => Promise<void>,
    { leaseMs = 60_000, maxHandlingMs = 600_000, unless }: OnceLimits = {},
  ): Promise<OnceResult> {
    const id = this.idOf(key);
    await this.beforeClaim(id);
    if (this.barsBeforeAll(unless)) return { status: 'barred' };
    const before = this.done.get(id);
    if (before !== undefined) return { status: 'done', outcome: this.told(before, outcome) };
    const other = this.claims.get(id);
    if (other !== undefined && this.runs(other)) return { status: 'busy' };
    if (unless !== undefined && this.isBarredBy(unless)) return { status: 'barred' };
    if (this.betweenReadAndWrite !== undefined) await this.betweenReadAndWrite();
    const claim = { endsAt: performance.now() + this.heldFor(leaseMs, maxHandlingMs) };
    this.claims.set(id, claim);
    const written = this.begin();
    try {
      await this.run(id, outcome, () => work(written));
      if (!this.holds(id, claim)) return { status: 'lost' };
      this.commit(id, outcome, written);
      return { status: 'ran' };
    } catch (error) {
      this.rollBack(id, outcome, written);
      throw this.errorFrom(error);
    } finally {
      if (this.frees(id, claim)) this.claims.delete(id);
    }
  }

  recall(key: string): Promise<string | undefined> {
    return Promise.resolve(this.done.get(this.idOf(key)));
  }

  protected betweenReadAndWrite?(): Promise<void>;

  protected async beforeClaim(_id: string): Promise<void> {
    // Nothing is waited for.
  }

  protected idOf(key: string): string {
    return key;
  }

  protected barsBeforeAll(_unless: string | undefined): boolean {
    return false;
  }

  protected isBarredBy(unless: string): boolean {
    return this.done.has(this.idOf(unless));
  }

  protected told(before: string, _asked: string): string {
    return before;
  }

  protected heldFor(_leaseMs: number, maxHandlingMs: number): number {
    return maxHandlingMs;
  }

  protected runs(claim: Claim): boolean {
    return claim.endsAt > performance.now();
  }

  protected holds(id: string, claim: Claim): boolean {
    return this.claims.get(id) === claim;
  }

  protected frees(id: string, claim: Claim): boolean {
    return this.claims.get(id) === claim;
  }

  protected begin(): string[] {
    return [];
  }

  protected run(_id: string, _outcome: string, work: () => Promise<void>): Promise<void> {
    return work();
  }

  protected commit(id: string, outcome: string, written: string[]): void {
    this.rows.push(...written);
    this.done.set(id, outcome);
  }

  protected rollBack(_id: string, _outcome: string, _written: string[]): void {
    // What was written is forgotten with its array.
  }

  protected errorFrom(error: unknown): unknown {
    return error;
  }
}

/** No case of a store without mistakes takes as long. */
const PATIENCE_MS = 3_000;

const clientOf =
  (inbox: PlainInbox): (() => PlainInbox) =>
  () =>
    inbox;

/** The cases that an inbox fails, by name; a case that does not end is one of them. */
async function failuresOf(inbox: PlainInbox, open = clientOf(inbox)): Promise<string[]> {
  const transactions: ConformanceTransactions<string[]> = {
    write: (rows, text) => Promise.resolve(rows.push(text)),
    count: (text) => inbox.rows.filter((row) => row === text).length,
  };
  const failures: string[] = [];
  const cases = inboxConformance({ open, transactions, durable: true, leaseMs: 40 });
  await Promise.all(
    cases.map(async ({ name, run }) => {
      const passes = await Promise.race([
        run().then(
          () => true,
          () => false,
        ),
        sleep(PATIENCE_MS, false),
      ]);
      if (!passes) failures.push(name);
    }),
  );
  return failures;
}

const RUNS = 'the work of a free key runs, and its outcome is remembered for every client';
const COPIES = 'of 50 copies at once over several clients, exactly one runs';
const TWO_OUTCOMES =
  'of two outcomes that come at once, one runs, and the other one is told of it afterwards';
const THROWS = 'work that throws rejects with its own error, is not remembered, and leaves the key free';
const RECALL = 'recall knows nothing of a free key, and leaves it free';
const INDEPENDENT = 'keys are independent of one another';
const LOOK_ALIKES =
  'keys of 512 characters, with any character of a URL, Chinese ones, upper and lower case, are told apart';
const OUTCOMES = 'outcomes of 255 characters come back as they were';
const BUSY = 'while the work runs, copies are busy, by any client, and nothing is recalled';
const LEASE = 'work that outlives its lease keeps the key for as long as it runs';
const GIVEN_UP =
  'a key is free again when its work outlived maxHandlingMs, and the late end of that work is not taken for a run';
const LATE_FAILURE = 'work that was given up and fails late leaves the key to the work that took it over';
const RESTART = 'what was done is still done after a restart, with its outcome';
const BARRED =
  'where the inbox bars: work does not run once the key that forbids it is done, and leaves its own key free';
const NOT_BARRED =
  'where the inbox bars: work runs while the key that forbids it is free, and what is done is done';
const TOGETHER = "the handler's writes and the outcome are committed together";
const ROLLED_BACK = 'a handler that throws has written nothing, and its key is free';
const WRITE_ONCE = 'many copies at once write once';

/** One mistake each, and cases that must find it. */
const mutants: readonly { mistake: string; inbox: () => PlainInbox; foundBy: readonly string[] }[] = [
  {
    mistake: 'forgets what was done',
    inbox: () =>
      new (class extends PlainInbox {
        protected override commit(_id: string, _outcome: string, written: string[]): void {
          this.rows.push(...written);
        }
      })(),
    foundBy: [RUNS, RESTART, TOGETHER],
  },
  {
    mistake: 'forbids nothing',
    inbox: () =>
      new (class extends PlainInbox {
        protected override isBarredBy(): boolean {
          return false;
        }
      })(),
    foundBy: [BARRED],
  },
  {
    mistake: 'forbids whatever something could forbid',
    inbox: () =>
      new (class extends PlainInbox {
        protected override isBarredBy(): boolean {
          return true;
        }
      })(),
    foundBy: [NOT_BARRED],
  },
  {
    mistake: 'says that a copy of what was done is forbidden',
    inbox: () =>
      new (class extends PlainInbox {
        protected override barsBeforeAll(unless: string | undefined): boolean {
          return unless !== undefined && this.isBarredBy(unless);
        }
      })(),
    foundBy: [NOT_BARRED],
  },
  {
    mistake: 'gives back the outcome that was asked for',
    inbox: () =>
      new (class extends PlainInbox {
        protected override told(_before: string, asked: string): string {
          return asked;
        }
      })(),
    foundBy: [RUNS, TWO_OUTCOMES],
  },
  {
    mistake: 'lets every outcome run on its own',
    inbox: () =>
      new (class extends PlainInbox {
        override once(
          key: string,
          outcome: string,
          ...rest: [(rows?: string[]) => Promise<void>, OnceLimits?]
        ) {
          return super.once(`${key}#${outcome}`, outcome, ...rest);
        }
      })(),
    foundBy: [TWO_OUTCOMES, BUSY],
  },
  {
    mistake: 'reads first and writes later',
    inbox: () =>
      new (class extends PlainInbox {
        protected override betweenReadAndWrite = (): Promise<void> => sleep(1);
      })(),
    foundBy: [COPIES, TWO_OUTCOMES, WRITE_ONCE],
  },
  {
    mistake: 'remembers the outcome before the work ends',
    inbox: () =>
      new (class extends PlainInbox {
        protected override run(id: string, outcome: string, work: () => Promise<void>): Promise<void> {
          this.done.set(id, outcome);
          return work();
        }
      })(),
    foundBy: [THROWS, BUSY, TOGETHER],
  },
  {
    mistake: 'remembers work that failed',
    inbox: () =>
      new (class extends PlainInbox {
        protected override rollBack(id: string, outcome: string): void {
          this.done.set(id, outcome);
        }
      })(),
    foundBy: [THROWS, ROLLED_BACK],
  },
  {
    mistake: 'keeps the key of work that failed',
    inbox: () =>
      new (class extends PlainInbox {
        protected override frees(id: string): boolean {
          return this.done.has(id);
        }
      })(),
    foundBy: [THROWS, ROLLED_BACK],
  },
  {
    mistake: 'throws an error of its own when the work throws',
    inbox: () =>
      new (class extends PlainInbox {
        protected override errorFrom(error: unknown): unknown {
          return new Error('The transaction was rolled back.', { cause: error });
        }
      })(),
    foundBy: [THROWS, ROLLED_BACK],
  },
  {
    mistake: 'claims a key that is recalled',
    inbox: () =>
      new (class extends PlainInbox {
        override recall(key: string): Promise<string | undefined> {
          if (!this.done.has(key)) this.claims.set(key, { endsAt: Infinity });
          return super.recall(key);
        }
      })(),
    foundBy: [RECALL],
  },
  {
    mistake: 'recalls an empty outcome where nothing was done',
    inbox: () =>
      new (class extends PlainInbox {
        override async recall(key: string): Promise<string | undefined> {
          return (await super.recall(key)) ?? '';
        }
      })(),
    foundBy: [RECALL, BUSY],
  },
  {
    mistake: 'keeps one outcome for all',
    inbox: () =>
      new (class extends PlainInbox {
        private last = '';
        protected override commit(id: string, outcome: string, written: string[]): void {
          this.last = outcome;
          super.commit(id, outcome, written);
        }
        protected override told(): string {
          return this.last;
        }
      })(),
    foundBy: [INDEPENDENT, LOOK_ALIKES],
  },
  {
    mistake: 'takes capitals for small letters',
    inbox: () =>
      new (class extends PlainInbox {
        protected override idOf(key: string): string {
          return key.toLowerCase();
        }
      })(),
    foundBy: [LOOK_ALIKES],
  },
  {
    mistake: 'cuts keys at 511 characters',
    inbox: () =>
      new (class extends PlainInbox {
        protected override idOf(key: string): string {
          return key.slice(0, 511);
        }
      })(),
    foundBy: [LOOK_ALIKES],
  },
  {
    mistake: 'cuts outcomes at 254 characters',
    inbox: () =>
      new (class extends PlainInbox {
        protected override commit(id: string, outcome: string, written: string[]): void {
          super.commit(id, outcome.slice(0, 254), written);
        }
      })(),
    foundBy: [OUTCOMES],
  },
  {
    mistake: 'trims outcomes',
    inbox: () =>
      new (class extends PlainInbox {
        protected override commit(id: string, outcome: string, written: string[]): void {
          super.commit(id, outcome.trim(), written);
        }
      })(),
    foundBy: [OUTCOMES],
  },
  {
    mistake: 'lets copies wait for the end of the work',
    inbox: () =>
      new (class extends PlainInbox {
        protected override async beforeClaim(id: string): Promise<void> {
          while (this.claims.has(id)) await sleep(1);
        }
      })(),
    foundBy: [BUSY, LEASE],
  },
  {
    mistake: 'ends a claim with its lease while the work runs',
    inbox: () =>
      new (class extends PlainInbox {
        protected override heldFor(leaseMs: number): number {
          return leaseMs;
        }
      })(),
    foundBy: [LEASE],
  },
  {
    mistake: 'never gives work up',
    inbox: () =>
      new (class extends PlainInbox {
        protected override runs(): boolean {
          return true;
        }
      })(),
    foundBy: [GIVEN_UP, LATE_FAILURE],
  },
  {
    mistake: 'takes the late end of work that was given up for a run',
    inbox: () =>
      new (class extends PlainInbox {
        protected override holds(): boolean {
          return true;
        }
      })(),
    foundBy: [GIVEN_UP],
  },
  {
    mistake: 'frees the key of another when work that was given up fails',
    inbox: () =>
      new (class extends PlainInbox {
        protected override frees(): boolean {
          return true;
        }
      })(),
    foundBy: [LATE_FAILURE],
  },
  {
    mistake: 'commits what the handler writes at once',
    inbox: () =>
      new (class extends PlainInbox {
        protected override begin(): string[] {
          return this.rows;
        }
        protected override commit(id: string, outcome: string): void {
          super.commit(id, outcome, []);
        }
      })(),
    foundBy: [TOGETHER, ROLLED_BACK],
  },
  {
    mistake: 'commits what a failed handler wrote',
    inbox: () =>
      new (class extends PlainInbox {
        protected override rollBack(_id: string, _outcome: string, written: string[]): void {
          this.rows.push(...written);
        }
      })(),
    foundBy: [ROLLED_BACK],
  },
  {
    mistake: 'does not commit what the handler wrote',
    inbox: () =>
      new (class extends PlainInbox {
        protected override commit(id: string, outcome: string): void {
          super.commit(id, outcome, []);
        }
      })(),
    foundBy: [TOGETHER, WRITE_ONCE],
  },
  {
    mistake: 'says that it has no transactions, and gives one',
    inbox: () =>
      new (class extends PlainInbox {
        override readonly transactional = false;
      })(),
    foundBy: [TOGETHER, ROLLED_BACK, WRITE_ONCE],
  },
];

describe('the conformance suite', () => {
  it('passes an inbox that makes no mistake', async () => {
    expect(await failuresOf(new PlainInbox())).toEqual([]);
  });

  describe.concurrent('fails', () => {
    for (const { mistake, inbox, foundBy } of mutants) {
      it(`an inbox that ${mistake}`, async () => {
        expect(await failuresOf(inbox())).toEqual(expect.arrayContaining([...foundBy]));
      });
    }

    it('an inbox that is not shared by its clients, or not durable', async () => {
      const failures = await failuresOf(new PlainInbox(), () => new PlainInbox());
      expect(failures).toEqual(expect.arrayContaining([RUNS, COPIES, TWO_OUTCOMES, BUSY, RESTART]));
    });
  });

  it('has no case that finds none of these mistakes', () => {
    const transactions = { write: () => Promise.resolve(), count: () => 0 };
    const cases = inboxConformance({ open: clientOf(new PlainInbox()), transactions, durable: true });
    const found = new Set(mutants.flatMap(({ foundBy }) => foundBy));
    expect(cases.map(({ name }) => name).filter((name) => !found.has(name))).toEqual([]);
  });

  const noTransactions = (inbox: PlainInbox): Promise<void> | undefined =>
    inboxConformance({ open: clientOf(inbox) })
      .find(({ name }) => name.includes('`transactions`'))
      ?.run();

  it('asks for `transactions` when the inbox is `transactional`', async () => {
    await expect(noTransactions(new PlainInbox())).rejects.toThrow('give the suite `transactions`');
  });

  it('wants an inbox that gives its work a transaction to say so', async () => {
    const silent = new (class extends PlainInbox {
      override readonly transactional = false;
    })();
    await expect(noTransactions(silent)).rejects.toThrow('must be `transactional`');
  });

  it('has cases for what a store cannot do only where it can', () => {
    const namesOf = (options: { tellsBusy?: boolean; givesUp?: boolean; durable?: boolean }): string[] =>
      inboxConformance({ open: clientOf(new PlainInbox()), ...options }).map(({ name }) => name);
    expect(namesOf({})).toEqual(expect.arrayContaining([BUSY, LEASE, GIVEN_UP, LATE_FAILURE]));
    expect(namesOf({}).filter((name) => !namesOf({ tellsBusy: false }).includes(name))).toEqual([
      BUSY,
      LEASE,
    ]);
    expect(namesOf({}).filter((name) => !namesOf({ givesUp: false }).includes(name))).toEqual([
      GIVEN_UP,
      LATE_FAILURE,
    ]);
    expect(namesOf({ durable: true }).filter((name) => !namesOf({}).includes(name))).toEqual([RESTART]);
  });

  it('says what is wrong in words that a store author understands', async () => {
    const inbox = new (class extends PlainInbox {
      protected override holds(): boolean {
        return true;
      }
    })();
    const late = inboxConformance({ open: clientOf(inbox), leaseMs: 40 }).find(
      ({ name }) => name === GIVEN_UP,
    );
    await expect(late?.run()).rejects.toThrow('work that was given up must be lost, or reject');
  });

  it('closes each client once', async () => {
    const closed: unknown[] = [];
    const inbox = new PlainInbox();
    const [first] = inboxConformance({ open: clientOf(inbox), close: (client) => closed.push(client) });
    await first?.run();
    expect(closed).toEqual([inbox]);
  });
});
