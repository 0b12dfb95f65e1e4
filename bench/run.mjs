// npm run bench [-- names…] [--rounds <n>] [--quick] [--json] [--check] [--pictures] [--from <file>]: see README.md.
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { MEASUREMENTS, namesOf, SCALES } from './support/names.mjs';
import { show } from './support/report.mjs';
import { verdictOf } from './support/verdict.mjs';
import { writePictures } from './support/write-pictures.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ...{ json: { type: 'boolean' }, check: { type: 'boolean' }, pictures: { type: 'boolean' } },
    ...{ rounds: { type: 'string' }, quick: { type: 'boolean' }, from: { type: 'string', multiple: true } },
    help: { type: 'boolean' },
  },
});
const { names, unknown } = namesOf(positionals);
if (values.help === true || unknown.length > 0) {
  if (unknown.length > 0) console.error(`There is no measurement called ${unknown.join(', ')}.`);
  const all = [...MEASUREMENTS.keys(), 'scale', ...SCALES.keys()];
  console.error(
    `npm run bench -- [--json] [--check] [--pictures] [--quick] [--rounds <n>] [--from <file>] [${all.join('] [')}]`,
  );
  process.exit(unknown.length > 0 ? 1 : 0);
}

const say = values.json === true ? () => undefined : (line) => console.log(line);
const measured = values.from === undefined ? await measureAll() : values.from.flatMap(saved);
if (values.pictures === true) for (const path of writePictures(measured)) say(`${path} is drawn`);
if (values.json === true) console.log(JSON.stringify(measured, null, 2));
const { lines, isMet } = verdictOf(measured, { inFull: values.check === true });
for (const line of lines) say(line);
process.exit(values.check === true && !isMet ? 1 : 0);

async function measureAll() {
  if (!existsSync(new URL('../dist/index.js', import.meta.url))) {
    console.error('The benchmarks measure the built package: npm run build first.');
    process.exit(1);
  }
  const options = {
    ...(values.rounds === undefined ? {} : { rounds: Number(values.rounds) }),
    ...(values.quick === true ? { quick: true } : {}),
  };
  say(`Node ${process.version}, ${process.platform} ${process.arch}\n`);
  const all = [];
  for (const [name, file] of names) {
    const { measure, about } = await import(file);
    say(`${name}: ${about}\n`);
    for (const table of await tablesOf(measure, options)) {
      all.push({ measurement: name, ...table });
      say(show(table));
    }
  }
  return all;
}

/** What cannot run for want of a server is said, where the others are to be judged. */
async function tablesOf(measure, options) {
  try {
    return await measure(options);
  } catch (error) {
    if (values.check !== true || error?.code !== 'ECONNREFUSED') throw error;
    return [{ title: 'left out', rows: [], notes: [`a server refuses the connection: ${error.message}`] }];
  }
}

/** The tables of an earlier run with --json. */
function saved(path) {
  const tables = JSON.parse(readFileSync(path, 'utf8'));
  for (const table of tables) say(`${table.measurement}: ${show(table)}`);
  return tables;
}
