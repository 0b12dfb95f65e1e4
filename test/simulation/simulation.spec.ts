import { expect, it } from 'vitest';

import { simulate } from './simulate.js';

it('tries', async () => {
  const worlds = Number(process.env['LIANLIAN_WORLDS'] ?? 2000);
  const {
    seconds,
    worlds: ran,
    happened,
    failure,
  } = await simulate(Number(process.env['LIANLIAN_SEED'] ?? 1), worlds);
  console.log(ran, seconds, (ran / seconds).toFixed(0), 'worlds/s', JSON.stringify([...happened].sort()));
  if (failure)
    console.log(
      failure.seed,
      failure.violations,
      JSON.stringify(failure.plan.settings),
      JSON.stringify(failure.plan.faults),
      JSON.stringify(failure.plan.attempts),
      `\n${failure.story.join('\n')}`,
    );
  expect(failure).toBeUndefined();
}, 600_000);
