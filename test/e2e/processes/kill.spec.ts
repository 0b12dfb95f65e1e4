import { describeKills, type KillCase, SQL_STEPS, STEPS } from './support/describe-kills.js';

const transactional = { steps: SQL_STEPS, forgetful: true };
const CASES: readonly KillCase[] = [
  { kind: 'postgres', processes: 4, ...transactional },
  { kind: 'mariadb', processes: 4, ...transactional },
  // PGlite is PostgreSQL in the process: one at a time opens its folder. Two shops share the time that it takes.
  { kind: 'pglite', processes: 1, ...transactional },
  { kind: 'pglite', processes: 1, ...transactional },
  { kind: 'redis', steps: STEPS, processes: 4, forgetful: false },
  { kind: 'redis', steps: STEPS, processes: 4, forgetful: true },
  { kind: 'queue', steps: STEPS, processes: 4, forgetful: false },
];

for (const each of CASES) await describeKills(each);
