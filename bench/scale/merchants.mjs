// Merchants of a merchantSource: what each takes, and how fast one is found among them.
import { figuresOf, megabytes } from '../support/figures-of.mjs';
import { keyPair } from '../support/fixtures.mjs';

export const name = 'scale-merchants';
export const about = 'Up to 10,000 merchants of a merchantSource, 2048-bit keys';

const SIZES = { full: [500, 1_000, 2_500, 5_000, 10_000], quick: [100, 250, 500, 1_000] };
/** Pairs that the merchants share: making one takes as long as parsing a thousand. */
const PAIRS = 20;
const PROCESS = new URL('processes/merchants.mjs', import.meta.url);

export async function measure({ quick = false } = {}) {
  const keys = Array.from({ length: PAIRS }, () => keyPair(2048).privatePem);
  const lianlianPublicKey = keyPair(1024).publicPem;
  const sizes = SIZES[quick ? 'quick' : 'full'];
  const figures = await figuresOf(PROCESS, { sizes, keys, lianlianPublicKey });
  return [memoryOf(figures), speedOf(figures)];
}

const merchants = (size) => `${size.toLocaleString('en')} merchants`;

function memoryOf(figures) {
  // The first take what was allocated before them.
  const further = figures.slice(1).map(({ size, rss }, index) => {
    const before = figures[index];
    return (rss - before.rss) / 1024 / (size - before.size);
  });
  const range = (index) =>
    `${figures[index].size.toLocaleString('en')} to ${merchants(figures[index + 1].size)}`;
  return {
    title: 'Memory of the process beyond that without merchants',
    rows: figures.map(({ size, rss, bytes }, index) => ({
      name: merchants(size),
      figure: `${megabytes(rss).toFixed(1)} MB, ${megabytes(bytes).toFixed(1)} of them on the heap${index === 0 ? '' : `, ${further[index - 1].toFixed(1)} kB for each further one`}`,
    })),
    curve: {
      picture: 'merchants-memory',
      title: 'Memory of merchants that are kept',
      x: { label: 'merchants' },
      y: { label: 'MB' },
      lines: [
        { name: 'of the process', points: figures.map(({ size, rss }) => [size, megabytes(rss)]) },
        { name: 'on the heap', points: figures.map(({ size, bytes }) => [size, megabytes(bytes)]) },
      ],
    },
    targets: [
      {
        what: `memory of each from ${range(further.length - 1)}, of that from ${range(0)}`,
        value: further.at(-1) / further[0],
        limit: 1.3,
        bound: 'at most',
      },
    ],
  };
}

function speedOf(figures) {
  const [least, most] = [figures[0], figures.at(-1)];
  return {
    title: 'Look-ups of merchants that are kept, and the first one, which parses the keys: processor time',
    rows: figures.map(({ size, perSecond, loadUs }) => ({
      name: merchants(size),
      figure: `${Math.round(perSecond).toLocaleString('en')} a second, the first ${loadUs.toFixed(0)} µs`,
      ratio: least.perSecond / perSecond,
    })),
    curve: {
      picture: 'merchants-look-ups',
      title: 'Look-ups of merchants that are kept',
      x: { label: 'merchants' },
      y: { label: 'millions a second' },
      lines: [{ name: 'look-ups', points: figures.map(({ size, perSecond }) => [size, perSecond / 1e6]) }],
    },
    targets: [
      {
        what: `look-ups among ${merchants(most.size)}`,
        value: most.perSecond,
        limit: 500_000,
        bound: 'at least',
        unit: 'a second',
      },
    ],
  };
}
