import { Random } from './random.js';
import type { PlannedAttempt, PlannedFault, WorldPlan, WorldSettings } from './world-plan.js';

/** The part of a world that silence is planned for. */
interface Heard {
  readonly settings: WorldSettings;
  readonly attempts: readonly PlannedAttempt[];
}

/** The same, with an order of which the app hears nothing, and a sweep that asks about it before its last payer pays. */
interface InSilence {
  readonly attempts: readonly PlannedAttempt[];
  readonly silences: readonly PlannedFault[];
  readonly looks: WorldPlan['sweeps'];
}

const SHARE_OF_WORLDS = 0.02;
const MINUTE = 60_000;

/**
 * Nothing that LianLian sends of the first order's transactions arrives: sweeps alone can settle it, and one of them sees a
 * transaction that failed, was reversed or only set money aside before another one pays. Of numbers of its own, so that the
 * other worlds are what they were.
 */
export function planSilence(seed: number, { settings, attempts }: Heard): InSilence {
  const random = new Random(seed ^ 0x5c1e9d3);
  const silent = [...attempts.keys()].filter((index) => attempts[index]?.order === 0);
  const last = silent.at(-1);
  if (silent.length < 2 || !random.chance(SHARE_OF_WORLDS)) return { attempts, silences: [], looks: [] };
  const lastAt = 12 * MINUTE + random.below(5 * MINUTE);
  return {
    attempts: attempts.map((attempt, index) => {
      if (index === last) return { ...attempt, atMs: lastAt };
      if (!silent.includes(index)) return attempt;
      const undone = random.chance(0.5) ? { undoneAfterMs: random.below(MINUTE) } : {};
      return { ...attempt, ...undone, authorizes: !settings.saysAuthorization && random.chance(0.3) };
    }),
    silences: silent.map((attempt) => ({ kind: 'silence', attempt })),
    looks: [{ atMs: lastAt - random.below(MINUTE), process: random.below(settings.processes) }],
  };
}
