import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ConformanceTransactions, inboxConformance } from 'nestjs-lianlian/testing';
import { describe, expect, it } from 'vitest';

import type { InboxClaim, TransactionalInbox } from '../../../../lib/common/notification-inbox.js';

interface Claim {
  readonly token: string;
  readonly expiresAt: number;
}

/** An inbox in steps small enough to break one at a time. `transact` keeps its rows in an array. */
class PlainInbox implements TransactionalInbox<string[]> {
  readonly rows: string[] = [];
  protected readonly claims = new Map<string, Claim>();
  protected readonly done = new Set<string>();

  async claim(key: string, leaseMs: number): Promise<InboxClaim> {
    const id = this.idOf(key);
    if (this.done.has(id)) return { status: 'done' };
    const claim = this.claims.get(id);
    if (claim !== undefined && this.runs(claim)) return { status: 'busy' };
    if (this.betweenReadAndWrite !== undefined) await this.betweenReadAndWrite();
    const token = this.newToken(id);
    this.claims.set(id, { token, expiresAt: performance.now() + leaseMs });
    return { status: 'claimed', token };
  }

  renew(key: string, token: string, leaseMs: number): Promise<boolean> {
    const held = this.holds(this.idOf(key), token);
    if (held) this.claims.set(this.idOf(key), { token, expiresAt: performance.now() + leaseMs });
    return Promise.resolve(held);
  }

  complete(key: string, token: string): Promise<boolean> {
    const held = this.holds(this.idOf(key), token);
    if (held) this.finish(this.idOf(key));
    return Promise.resolve(held);
  }

  release(key: string, token: string): Promise<boolean> {
    const held = this.holds(this.idOf(key), token);
    if (held) this.claims.delete(this.idOf(key));
    return Promise.resolve(held);
  }

  async transact(key: string, token: string, work: (rows: string[]) => Promise<void>): Promise<boolean> {
    if (!this.holds(this.idOf(key), token)) return false;
    const written: string[] = [];
    await work(written);
    if (!this.holds(this.idOf(key), token)) return false;
    this.rows.push(...written);
    this.finish(this.idOf(key));
    return true;
  }

  protected betweenReadAndWrite?(): Promise<void>;

  protected idOf(key: string): string {
    return key;
  }

  protected newToken(_id: string): string {
    return randomUUID();
  }

  protected runs(claim: Claim): boolean {
    return claim.expiresAt > performance.now();
  }

  protected holds(id: string, token: string): boolean {
    const claim = this.claims.get(id);
    return claim?.token === token && this.runs(claim);
  }

  protected finish(id: string): void {
    this.claims.delete(id);
    this.done.add(id);
  }
}

/** The cases that an inbox fails, by name. */
async function failuresOf(inbox: PlainInbox, open = (): PlainInbox => inbox): Promise<string[]> {
  const transactions: ConformanceTransactions<string[]> = {
    write: (rows, text) => Promise.resolve(rows.push(text)),
    count: (text) => inbox.rows.filter((row) => row === text).length,
  };
  const failures: string[] = [];
  const cases = inboxConformance({ open, transactions, durable: true, leaseMs: 40 });
  await Promise.all(cases.map(({ name, run }) => run().catch(() => failures.push(name))));
  return failures;
}

const LATE = 'the late holder of a key that was claimed anew is refused, and does no harm';
const ENDED = 'a holder whose lease ended is refused, though nobody claimed anew';
const LATE_TRANSACT = 'transact refuses the late holder of a key that was claimed anew, and writes nothing';
const LONG_KEYS = 'keys of 400 characters, with any character of a URL, and Chinese ones, are told apart';

/** One mistake each, and cases that must find it. */
const mutants: readonly { mistake: string; inbox: () => PlainInbox; foundBy: readonly string[] }[] = [
  {
    mistake: 'does not fence: whoever comes completes the claim',
    inbox: () =>
      new (class extends PlainInbox {
        protected override holds(id: string): boolean {
          return this.claims.has(id);
        }
      })(),
    foundBy: [LATE, LATE_TRANSACT, 'a token that nobody was given is refused'],
  },
  {
    mistake: 'gives every claim of a key the same token',
    inbox: () =>
      new (class extends PlainInbox {
        protected override newToken(id: string): string {
          return `token-of-${id}`;
        }
      })(),
    foundBy: ['a key whose lease ended is claimed anew, with another token', LATE],
  },
  {
    mistake: 'gives all keys the same token',
    inbox: () =>
      new (class extends PlainInbox {
        protected override newToken(): string {
          return 'token';
        }
      })(),
    foundBy: ['the token of one key is worth nothing for another'],
  },
  {
    mistake: 'never ends a lease',
    inbox: () =>
      new (class extends PlainInbox {
        protected override runs(): boolean {
          return true;
        }
      })(),
    foundBy: ['a key whose lease ended is claimed anew, with another token', ENDED],
  },
  {
    mistake: 'ends every lease after 20 ms',
    inbox: () =>
      new (class extends PlainInbox {
        override claim(key: string): Promise<InboxClaim> {
          return super.claim(key, 20);
        }
      })(),
    foundBy: ['a lease runs as long as it was asked for'],
  },
  {
    mistake: 'lets a holder come late as long as nobody claimed anew',
    inbox: () =>
      new (class extends PlainInbox {
        protected override holds(id: string, token: string): boolean {
          return this.claims.get(id)?.token === token;
        }
      })(),
    foundBy: [ENDED],
  },
  {
    mistake: 'does not prolong a lease',
    inbox: () =>
      new (class extends PlainInbox {
        override renew(key: string, token: string): Promise<boolean> {
          return Promise.resolve(this.holds(key, token));
        }
      })(),
    foundBy: ['renew prolongs the lease, again and again'],
  },
  {
    mistake: 'forgets what was completed',
    inbox: () =>
      new (class extends PlainInbox {
        protected override finish(id: string): void {
          this.claims.delete(id);
        }
      })(),
    foundBy: ['a completed key is done, for every client'],
  },
  {
    mistake: 'forgets what was completed when its lease is over',
    inbox: () =>
      new (class extends PlainInbox {
        protected override finish(id: string): void {
          const left = (this.claims.get(id)?.expiresAt ?? 0) - performance.now();
          super.finish(id);
          setTimeout(() => this.done.delete(id), left).unref();
        }
      })(),
    foundBy: ['a completed key stays done when its lease is over'],
  },
  {
    mistake: 'reads first and writes later',
    inbox: () =>
      new (class extends PlainInbox {
        protected override betweenReadAndWrite = (): Promise<void> => sleep(1);
      })(),
    foundBy: [
      'of 50 claims at once over several clients, exactly one gets the key',
      'of many claims at once, exactly one gets a key whose lease ended',
    ],
  },
  {
    mistake: 'takes capitals for small letters',
    inbox: () =>
      new (class extends PlainInbox {
        protected override idOf(key: string): string {
          return key.toLowerCase();
        }
      })(),
    foundBy: ['keys differ by upper and lower case', LONG_KEYS],
  },
  {
    mistake: 'cuts keys at 255 characters',
    inbox: () =>
      new (class extends PlainInbox {
        protected override idOf(key: string): string {
          return key.slice(0, 255);
        }
      })(),
    foundBy: [LONG_KEYS],
  },
  {
    mistake: 'commits what a failed handler wrote',
    inbox: () =>
      new (class extends PlainInbox {
        override transact(key: string, token: string, work: (rows: string[]) => Promise<void>) {
          return super.transact(key, token, () => work(this.rows));
        }
      })(),
    foundBy: ['transact rolls back when the handler throws, and the claim stays held'],
  },
  {
    mistake: 'commits without a look at the claim',
    inbox: () =>
      new (class extends PlainInbox {
        override async transact(key: string, _token: string, work: (rows: string[]) => Promise<void>) {
          await work(this.rows);
          this.finish(key);
          return true;
        }
      })(),
    foundBy: [LATE_TRANSACT, 'transact twice at once with one token writes once'],
  },
  {
    mistake: 'looks at the claim before the handler only',
    inbox: () =>
      new (class extends PlainInbox {
        override async transact(key: string, token: string, work: (rows: string[]) => Promise<void>) {
          if (!this.holds(key, token)) return false;
          await work(this.rows);
          this.finish(key);
          return true;
        }
      })(),
    foundBy: ['a handler that outlives its lease commits, or another claims the key: never both'],
  },
];

describe('the conformance suite', () => {
  it('passes an inbox that makes no mistake', async () => {
    expect(await failuresOf(new PlainInbox())).toEqual([]);
  });

  for (const { mistake, inbox, foundBy } of mutants) {
    it(`fails an inbox that ${mistake}`, async () => {
      expect(await failuresOf(inbox())).toEqual(expect.arrayContaining([...foundBy]));
    });
  }

  it('fails an inbox that is not shared by its clients, or not durable', async () => {
    const failures = await failuresOf(new PlainInbox(), () => new PlainInbox());
    expect(failures).toContain('a second claim is busy while the first is held, by any client');
    expect(failures).toContain('completed keys are still done after a restart');
    expect(failures).toContain('a claim is still held after a restart, by its token alone');
  });

  it('asks for `transactions` when the inbox has `transact`', async () => {
    const inbox = new PlainInbox();
    const cases = inboxConformance({ open: () => inbox });
    const last = cases.find(({ name }) => name.includes('transactions'));
    await expect(last?.run()).rejects.toThrow('give the suite `transactions`');
  });

  it('says what is wrong in words that a store author understands', async () => {
    const inbox = new (class extends PlainInbox {
      protected override holds(): boolean {
        return true;
      }
    })();
    const late = inboxConformance({ open: () => inbox, leaseMs: 40 }).find(({ name }) => name === LATE);
    await expect(late?.run()).rejects.toThrow('renew by a late holder must be refused');
  });

  it('closes each client once', async () => {
    const closed: unknown[] = [];
    const inbox = new PlainInbox();
    const [first] = inboxConformance({ open: () => inbox, close: (client) => closed.push(client) });
    await first?.run();
    expect(closed).toEqual([inbox]);
  });
});
