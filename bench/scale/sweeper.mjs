// Rounds of the sweeper over orders that are unsettled: what it remembers of them.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { figuresOf, megabytes } from '../support/figures-of.mjs';
import { keyPair, optionsWith } from '../support/fixtures.mjs';

export const name = 'scale-sweeper';
export const about = 'Two rounds of the sweeper over 10,000, 100,000 and 1,000,000 unsettled orders';

const SIZES = { full: [10_000, 100_000, 1_000_000], quick: [1_000, 10_000, 100_000] };
/** Of how many LianLian is asked in each round: the others are not old enough yet. */
const ASKED = 1_000;
const SERVER = fileURLToPath(new URL('../support/lianlian-server.mjs', import.meta.url));
const SWEEP = new URL('processes/sweep.mjs', import.meta.url);

export async function measure({ quick = false } = {}) {
  const sizes = SIZES[quick ? 'quick' : 'full'];
  const server = fork(SERVER);
  try {
    server.send({ responseText: JSON.stringify({ ret_code: '8901', ret_msg: '没有记录' }) });
    const [{ url }] = await once(server, 'message');
    const options = optionsWith(keyPair(1024), keyPair(1024), { gateway: url });
    const results = [];
    for (const orders of sizes) results.push(await figuresOf(SWEEP, { orders, asked: ASKED, options }));
    return [tableOf(sizes, results)];
  } finally {
    server.kill();
  }
}

function tableOf(sizes, results) {
  const used = results.map(({ rounds }) => megabytes(rounds.at(-1).bytes));
  const inAll = results.map(({ before, rounds }) => before + rounds.at(-1).bytes);
  return {
    title: `Memory that rounds leave in use, LianLian asked about ${ASKED.toLocaleString('en')} at most`,
    rows: sizes.map((size, index) => {
      const [first, second] = results[index].rounds;
      const [seconds, again] = [first, second].map((round) => round.seconds.toFixed(1));
      const bytes = second.bytes / size;
      return {
        name: `${size.toLocaleString('en')} orders`,
        figure: `${used[index].toFixed(1)} MB, ${bytes.toFixed(0)} bytes an order; rounds of ${seconds} s and ${again} s`,
      };
    }),
    curve: {
      picture: 'sweeper',
      title: 'Memory in use after rounds of the sweeper',
      x: { label: 'unsettled orders', isLog: true },
      y: { label: 'MB' },
      lines: [{ name: 'beyond that of the app', points: sizes.map((size, index) => [size, used[index]]) }],
    },
    targets: [
      {
        what: `memory of the app at ${sizes.at(-1).toLocaleString('en')} orders, of that at ${sizes[0].toLocaleString('en')}`,
        value: inAll.at(-1) / inAll[0],
        limit: 1.3,
        bound: 'at most',
      },
    ],
  };
}
