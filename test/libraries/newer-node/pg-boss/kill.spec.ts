import { killRounds, memoryOf, SQL_STEPS } from '../../../e2e/processes/support/kill-rounds.js';
import { describeOn } from '../../../e2e/processes/support/stores.js';

/** The shop's processes are built beside the package, where pg-boss is not installed. */
const env = { PG_BOSS: import.meta.resolve('pg-boss') };

await describeOn('pg-boss', `kill -9, ${memoryOf(true)}`, ({ url }) => {
  const processes = { processes: 4, forgetful: true, queued: true };
  killRounds({ kind: 'pg-boss', steps: SQL_STEPS, ...processes, env, url });
});
