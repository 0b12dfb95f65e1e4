import { describe, expect, it, vi } from 'vitest';

import { simulateOnAllCores } from './all-cores.js';
import { CALL_FAULTS } from './calls/call-plan.js';
import { MUTANTS } from './mutants/mutants.js';
import { REAL_STORES } from './real-store.js';
import { shrunk } from './shrink.js';
import { simulate } from './simulate.js';
import { World } from './world.js';
import { planWorld } from './world-plan.js';

/** The sample shop's code runs on tables of the world: it would take seconds to load the databases that it can have. */
vi.mock('../../sample-app/src/database/shop-database.js', () => ({ ShopDatabase: class {} }));

/** What `npm run simulate` asks for; by itself a short run. */
const { LIANLIAN_WORLDS, LIANLIAN_SEED, LIANLIAN_STORY, LIANLIAN_STORE, LIANLIAN_MUTANT } = process.env;
const store = REAL_STORES.find((kind) => kind === LIANLIAN_STORE);
const worlds = Number(LIANLIAN_WORLDS ?? 1_000);
const firstSeed = Number(LIANLIAN_SEED ?? 1);
/** It takes some seconds to make the program that other processes run. A fault is put into this one. */
const areMany = worlds > 2_000 && store === undefined && LIANLIAN_MUTANT === undefined;

/** Every kind of thing that has to come to pass in as many worlds as these. */
const WORLDS_FOR_ALL = 1_000;
const EVERYTHING = [
  ...['handled', 'queued', 'received', 'repeated', 'swept', 'failed'].map((type) => `event ${type}`),
  ...['unknown-order', 'other-merchant', 'other-amount', 'paid-twice', 'busy', 'over-budget'],
  ...['invalid-signature', 'unknown-merchant', 'malformed', 'not-confirmed', 'inbox-unreachable'],
  ...[
    'crash',
    'restart',
    'clock',
    'observer',
    'column',
    'column compared',
    'row',
    'query',
    'jump',
    'silence',
    'queue before',
    'queue after',
    'queue forged',
  ],
  ...[
    'store before',
    'store after',
    'store forgets',
    'store slow',
    'handler throws',
    'handler slow',
    'handler hangs',
  ],
  'handler swallows',
  ...CALL_FAULTS.map((how) => `call ${how}`),
  ...['throws', 'hangs', 'unknown', 'number', 'misspelt'].map((how) => `expectation ${how}`),
  ...['lost', 'unanswered', 'twice', 'late'].map((how) => `network ${how}`),
  ...['SUCCESS', 'FAILURE', 'REFUND', 'refund', 'replayed', 'forgery'].map((what) => `message ${what}`),
  ...['memory', 'shared', 'transactional'].map((store) => `store ${store}`),
  ...['SUCCESS', 'FAILURE', 'CANCEL', 'CLOSED'].map((result) => `payout told ${result}`),
  ...['sent again', 'silence', 'recorded late'].map((what) => `payout ${what}`),
  ...['message payout', 'message crossed'],
  ...['yuan', 'USD'].map((currency) => `settled in ${currency}`),
  ...['wrong-route', 'other-transaction', 'other-currency'].map((reason) => `event refused ${reason}`),
];
const REASONS = EVERYTHING.slice(6, 17);
const nameOf = (what: string): string => (REASONS.includes(what) ? `event refused ${what}` : what);

/** How often each kind of thing came to pass, the rarest first. */
function coverageOf(happened: ReadonlyMap<string, number>): string {
  const counts = [...happened].toSorted(([, one], [, other]) => one - other);
  return `What came to pass: ${counts.map(([what, often]) => `${what} ${String(often)}`).join(', ')}.`;
}

describe('the simulator', () => {
  it(
    `finds nothing wrong in ${String(worlds)} worlds`,
    async () => {
      const {
        seconds,
        worlds: ran,
        happened,
        failure,
      } = await (areMany ? simulateOnAllCores(firstSeed, worlds) : simulate(firstSeed, worlds, store));
      console.log(
        `${String(ran)} worlds from seed ${String(firstSeed)} in ${seconds.toFixed(1)} s: ${(ran / seconds).toFixed(ran < seconds ? 1 : 0)} a second.`,
      );
      if (LIANLIAN_WORLDS !== undefined && LIANLIAN_STORY === undefined) console.log(coverageOf(happened));
      if (failure !== undefined) {
        console.log(
          [
            `World ${String(failure.seed)} ${store === undefined ? `(npm run simulate -- --world ${String(failure.seed)}), made as small as it still fails` : `on ${store}`}:`,
            ...failure.story,
            ...failure.violations.map((violation) => `WRONG: ${violation}`),
            `The plan: ${JSON.stringify(failure.plan)}`,
          ].join('\n'),
        );
      }
      expect(failure?.violations ?? []).toEqual([]);
      if (worlds >= WORLDS_FOR_ALL && store === undefined) {
        // A kind of world that never occurs proves nothing.
        expect(EVERYTHING.map(nameOf).filter((what) => !happened.has(what))).toEqual([]);
      }
    },
    // A million worlds take an hour.
    24 * 60 * 60_000,
  );

  // Not a test that is skipped: only `--world` asks for it.
  if (LIANLIAN_STORY !== undefined) {
    it('tells the story of one world', async () => {
      const { story } = await new World(planWorld(firstSeed)).run();
      expect(story.lines.length).toBeGreaterThan(1);
      console.log(story.lines.join('\n'));
    });
  }

  it('makes the same world of the same seed', async () => {
    for (const seed of [firstSeed, firstSeed + 1, firstSeed + 2]) {
      const [one, other] = [await new World(planWorld(seed)).run(), await new World(planWorld(seed)).run()];
      expect(one.story.lines.length).toBeGreaterThan(1);
      expect(other.story.lines).toEqual(one.story.lines);
    }
  });

  it('makes a failing world as small as it still fails', async () => {
    const plan = planWorld(7);
    const attempts = [...plan.attempts, ...plan.attempts, ...plan.attempts];
    const smallest = await shrunk({ ...plan, attempts }, ({ attempts: left }) =>
      Promise.resolve(left.length >= 2),
    );
    expect(smallest.attempts).toHaveLength(2);
    expect([...smallest.faults, ...smallest.forgeries, ...smallest.refunds, ...smallest.sweeps]).toEqual([]);
  });

  it('has faults to find, each of a name of its own', () => {
    expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
    expect(MUTANTS.length).toBeGreaterThanOrEqual(20);
  });
});
