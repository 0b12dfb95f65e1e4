// The panel with more and more orders: measurements/panel.mjs at several sizes.
import { measure as measurePanel } from '../measurements/panel.mjs';

export const name = 'scale-panel';
export const about = 'The control panel with 500, 2,000 and 5,000 orders: first paint and key strokes';

const SIZES = { full: [500, 2_000, 5_000], quick: [100, 500] };

export async function measure({ rounds = 15, quick = false } = {}) {
  const tables = [];
  const paint = { name: 'first paint', points: [] };
  const stroke = { name: 'key stroke to result', points: [] };
  for (const orders of SIZES[quick ? 'quick' : 'full']) {
    const [table] = await measurePanel({ rounds: quick ? 2 : rounds, orders });
    tables.push(table);
    if (table.targets === undefined) return tables;
    const [painted, found] = table.targets.map(({ value }) => value);
    paint.points.push([orders, painted]);
    stroke.points.push([orders, found]);
  }
  const curve = {
    picture: 'panel',
    title: 'The panel, first paint and key stroke to result',
    x: { label: 'orders' },
    y: { label: 'milliseconds' },
    lines: [paint, stroke],
  };
  return [...tables.slice(0, -1), { ...tables.at(-1), curve }];
}
