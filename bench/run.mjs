// npm run bench [-- names…] [--rounds <n>] [--json]: see README.md.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { isMet, show } from './support/report.mjs';

const NAMES = [
  'sign',
  'verify',
  'call',
  'notifications',
  'sql-notifications',
  'memory-inbox',
  'shared-inbox',
  'reports',
  'sandbox-orders',
  'start',
  'panel',
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, rounds: { type: 'string' }, help: { type: 'boolean' } },
});
const unknown = positionals.filter((name) => !NAMES.includes(name));
if (values.help === true || unknown.length > 0) {
  if (unknown.length > 0) console.error(`There is no measurement called ${unknown.join(', ')}.`);
  console.error(`npm run bench -- [--json] [--rounds <n>] [${NAMES.join('] [')}]`);
  process.exit(unknown.length > 0 ? 1 : 0);
}
if (!existsSync(new URL('../dist/index.js', import.meta.url))) {
  console.error('The benchmarks measure the built package: npm run build first.');
  process.exit(1);
}

const say = values.json === true ? () => undefined : (line) => console.log(line);
const options = values.rounds === undefined ? {} : { rounds: Number(values.rounds) };
const measured = [];
say(`Node ${process.version}, ${process.platform} ${process.arch}\n`);
for (const name of positionals.length > 0 ? positionals : NAMES) {
  const { measure, about } = await import(`./measurements/${name}.mjs`);
  say(`${name}: ${about}\n`);
  for (const table of await measure(options)) {
    measured.push({ measurement: name, ...table });
    say(show(table));
  }
}
if (values.json === true) console.log(JSON.stringify(measured, null, 2));
else {
  const targets = measured.flatMap((table) => table.targets ?? []);
  say(`${targets.filter(isMet).length} of ${targets.length} targets met`);
}
process.exit(0);
