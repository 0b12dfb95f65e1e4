import { violationsOf } from './invariants.js';
import { shrunk } from './shrink.js';
import { World } from './world.js';
import { planWorld, type WorldPlan, type WorldSettings } from './world-plan.js';

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
export async function simulate(
  firstSeed: number,
  count: number,
  only: Partial<WorldSettings> = {},
): Promise<Summary> {
  const startedAt = process.hrtime.bigint();
  const happened = new Map<string, number>();
  const seconds = (): number => Number(process.hrtime.bigint() - startedAt) / 1e9;
  for (let index = 0; index < count; index++) {
    const plan = planWorld(firstSeed + index, only);
    const world = await new World(plan).run();
    for (const [what, often] of world.faults.happened) happened.set(what, (happened.get(what) ?? 0) + often);
    for (const what of seenIn(world)) happened.set(what, (happened.get(what) ?? 0) + 1);
    if (violationsOf(world).length > 0) {
      return { worlds: index + 1, seconds: seconds(), happened, failure: await explained(plan) };
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

function* seenIn({ events, plan, outside }: Awaited<ReturnType<World['run']>>): Iterable<string> {
  for (const event of events) {
    yield event.type === 'refused' ? `event refused ${event.reason}` : `event ${event.type}`;
  }
  yield `store ${plan.settings.store}`;
  if (plan.settings.queue) yield 'queue';
  for (const { label } of outside.deliveries) yield `message ${label.split(' ')[0] ?? ''}`;
}
