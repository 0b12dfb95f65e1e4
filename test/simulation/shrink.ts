import type { WorldPlan } from './world-plan.js';

const LISTS = [
  'faults',
  'forgeries',
  'refunds',
  'sweeps',
  'calls',
  'crossings',
  'payouts',
  'attempts',
] as const;

/** The smallest part of a plan in which the same thing still goes wrong. */
export async function shrunk(
  plan: WorldPlan,
  fails: (smaller: WorldPlan) => Promise<boolean>,
): Promise<WorldPlan> {
  let smallest = plan;
  for (let isSmaller = true; isSmaller;) {
    isSmaller = false;
    for (const smaller of withoutOne(smallest)) {
      if (!(await fails(smaller))) continue;
      smallest = smaller;
      isSmaller = true;
      break;
    }
  }
  return smallest;
}

function* withoutOne(plan: WorldPlan): Iterable<WorldPlan> {
  for (const list of LISTS) {
    for (let index = plan[list].length - 1; index >= 0; index--) {
      yield { ...plan, [list]: plan[list].filter((_each, at) => at !== index) };
    }
  }
  const { settings } = plan;
  if (settings.processes > 1) yield { ...plan, settings: { ...settings, processes: settings.processes - 1 } };
  if (settings.queue) yield { ...plan, settings: { ...settings, queue: false } };
}
