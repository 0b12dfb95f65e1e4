import { violationsOf } from './invariants.js';
import { shrunk } from './shrink.js';
import { realStore } from './real-stores.js';
import type { RealStore, RealStoreKind } from './real-store.js';
import { type FinishedWorld, World } from './world.js';
import { planWorld, type WorldPlan } from './world-plan.js';

/** A world in which something is wrong. */
export interface Failure {
  readonly seed: number;
  readonly violations: readonly string[];
  /** The smallest world in which it goes wrong, as data, and its story. */
  readonly plan: WorldPlan;
  readonly story: readonly string[];
}

/** What many worlds came to. */
export interface Summary {
  readonly worlds: number;
  readonly seconds: number;
  /** How often each kind of fault came to pass, and how often each kind of thing was seen. */
  readonly happened: ReadonlyMap<string, number>;
  readonly failure: Failure | undefined;
}

/** Runs worlds one after the other, to the first in which something is wrong. */
export async function simulate(firstSeed: number, count: number, kind?: RealStoreKind): Promise<Summary> {
  const server = kind === undefined ? undefined : await realStore(kind);
  try {
    return await simulated(firstSeed, count, { kind, server });
  } finally {
    await server?.close();
  }
}

interface Servers {
  readonly kind: RealStoreKind | undefined;
  readonly server: RealStore | undefined;
}

async function simulated(firstSeed: number, count: number, { kind, server }: Servers): Promise<Summary> {
  const only = kind === undefined ? {} : { store: kind };
  let opened = 0;
  const run = (plan: WorldPlan): Promise<FinishedWorld> => {
    const world = `${String(process.pid)}-${String(opened++)}`;
    return new World(plan, server?.open(world)).run();
  };
  const startedAt = process.hrtime.bigint();
  const happened = new Map<string, number>();
  const seconds = (): number => Number(process.hrtime.bigint() - startedAt) / 1e9;
  for (let index = 0; index < count; index++) {
    const plan = planWorld(firstSeed + index, only);
    const world = await run(plan);
    for (const [what, often] of world.faults.happened) happened.set(what, (happened.get(what) ?? 0) + often);
    for (const what of seenIn(world)) happened.set(what, (happened.get(what) ?? 0) + 1);
    const violations = violationsOf(world);
    if (violations.length > 0) {
      // What happened in real time may not happen again.
      const failure =
        server === undefined
          ? await explained(plan)
          : { seed: plan.seed, violations, plan, story: world.story.lines };
      return { worlds: index + 1, seconds: seconds(), happened, failure };
    }
  }
  return { worlds: count, seconds: seconds(), happened, failure: undefined };
}

/** The failure of a plan, in its smallest world. */
export async function explained(plan: WorldPlan): Promise<Failure> {
  const fails = async (smaller: WorldPlan): Promise<boolean> =>
    violationsOf(await new World(smaller).run()).length > 0;
  const smallest = await shrunk(plan, fails);
  const world = await new World(smallest).run();
  return { seed: plan.seed, violations: violationsOf(world), plan: smallest, story: world.story.lines };
}

function* seenIn({
  events,
  plan,
  outside,
  payouts,
  database,
  transactions,
}: FinishedWorld): Iterable<string> {
  for (const event of events) {
    yield event.type === 'refused' ? `event refused ${event.reason}` : `event ${event.type}`;
  }
  yield `store ${plan.settings.store}`;
  if (plan.settings.queue) yield 'queue';
  for (const { no_order, sends } of payouts) {
    if (sends.length > 1) yield 'payout sent again';
    for (const { result } of database.toldOf(no_order)) yield `payout told ${result}`;
  }
  for (const { oid_paybill } of database.effects) {
    const paid = transactions.find((each) => each.oid_paybill === oid_paybill);
    yield `settled in ${paid?.currency_order ?? 'yuan'}`;
  }
  for (const { label } of outside.deliveries) yield `message ${label.split(' ')[0] ?? ''}`;
}
