// A million orders in memory, with the transaction that paid each: the inbox, and a Map of one's own.
import { MemoryInbox } from '../../dist/index.js';
import { median } from '../support/rounds.mjs';

export const name = 'memory-inbox';
export const about = 'Remember what paid 1,000,000 orders in memory: bytes for each, and the longest stall';

const KEYS = 1_000_000;
/** How many keys are added between two looks at the clock: the most that a server takes in one turn of its loop. */
const BATCH = 100;
const RUNS = 5;

const nothing = async () => undefined;
const handle = (inbox, key, outcome) => inbox.once(key, outcome, nothing);
const isDone = async (inbox, key, outcome) => (await inbox.recall(key)) === outcome;

const CONTESTANTS = [
  [
    'a Map',
    () => new Map(),
    (map, key, outcome) => void map.set(key, outcome),
    (map, key, outcome) => map.get(key) === outcome,
  ],
  ['MemoryInbox', () => new MemoryInbox({ capacity: KEYS }), handle, isDone],
];

export async function measure({ rounds = RUNS } = {}) {
  globalThis.gc?.();
  const runs = CONTESTANTS.map(() => []);
  for (let round = 0; round < Math.min(rounds, RUNS); round++) {
    for (const [index, contestant] of CONTESTANTS.entries()) runs[index].push(await fill(contestant));
  }
  const results = CONTESTANTS.map(([who], index) => ({
    name: who,
    bytes: median(runs[index].map(({ bytes }) => bytes)),
    stallMs: recurringStall(runs[index].map(({ batches }) => batches)),
  }));
  const inbox = results.at(-1);
  return [
    {
      title: `${KEYS} orders, keys of about 60 characters`,
      rows: results.map(({ name: who, bytes, stallMs }) => ({
        name: who,
        figure: `${bytes.toFixed(0)} bytes an order, longest stall ${stallMs.toFixed(1)} ms`,
      })),
      notes: ['a stall counts if it comes at the same key in every run: the others are other programs'],
      targets: [
        { what: 'memory', value: inbox.bytes, limit: 200, bound: 'at most', unit: 'bytes an order' },
        { what: 'longest stall', value: inbox.stallMs, limit: 10, bound: 'at most', unit: 'ms' },
      ],
    },
  ];
}

const keyOf = (index) => `201304121000001004/order/order-${index}/20261121120000`;
const outcomeOf = (index) => `20140528${String(index).padStart(10, '0')}/SUCCESS/${index % 90_000}`;

async function fill([, make, add, has]) {
  const before = used();
  const store = make();
  const batches = [];
  for (let index = 0; index < KEYS; index += BATCH) {
    const start = performance.now();
    for (let key = index; key < index + BATCH; key++) await add(store, keyOf(key), outcomeOf(key));
    batches.push(performance.now() - start);
  }
  const bytes = (used() - before) / KEYS;
  for (const index of [0, 1, KEYS / 2, KEYS - 1]) {
    if (!(await has(store, keyOf(index), outcomeOf(index)))) throw new Error(`key ${index} was forgotten`);
  }
  return { bytes, batches };
}

function used() {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** The longest batch, each taken at its shortest over all runs. */
function recurringStall(runs) {
  return Math.max(...runs[0].map((_, batch) => Math.min(...runs.map((batches) => batches[batch]))));
}
