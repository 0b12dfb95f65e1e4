import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { controlRoutes } from '../../lib/sandbox/control/routes.js';
import { deliveryHows } from '../../lib/sandbox/control/views.js';
import { faults } from '../../lib/sandbox/scenarios/faults.js';
import { magicAmounts } from '../../lib/sandbox/scenarios/magic-amounts.js';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const section = read('docs/testing.md');
const rows = section.split('\n').filter((line) => line.startsWith('|'));

describe('the page about testing', () => {
  it.each(faults.map(({ fault }) => fault))('has a row for the fault %s', (fault) => {
    expect(rows.filter((row) => row.startsWith(`| \`${fault}\` |`))).toHaveLength(1);
  });

  it.each(deliveryHows)('has a row for a delivery %s', (how) => {
    expect(rows.filter((row) => row.split(' | ')[1] === `\`${how}\``)).toHaveLength(1);
  });

  it.each(magicAmounts.map(({ amount, fault }) => [amount, fault] as const))(
    'says that the amount %s sets off %s',
    (amount, fault) => {
      const cells = rows.flatMap((row) => {
        const [, first = '', second = '', third = '', fourth = ''] = row.split(/ ?\| ?/);
        return [
          [first, second],
          [third, fourth],
        ];
      });
      const [, told = ''] = cells.find(([amounts = '']) => amounts.split(', ').includes(amount)) ?? [];
      expect(told).toContain(`\`${fault}\``);
    },
  );

  it.each([...new Set(controlRoutes.map(({ path }) => path))])('tells of the address %s', (path) => {
    const [resource = '', , action] = path.split('/');
    const told = rows.filter((each) => /^\| `(GET|POST)/.test(each)).join('\n');
    expect(told).toContain(resource);
    if (action !== undefined) expect(section).toContain(`/${action}`);
  });

  it.each(['vitest', 'jest', 'node-test'])('shows the example for %s, which is the same in all', (runner) => {
    const example = read(`test/package/consumers/examples/${runner}/payments.${runner}.ts`);
    const test = example.slice(example.indexOf("it('"));
    expect(test).not.toBe('');
    const shown = section.slice(section.indexOf("it('is told of a payment once"));
    const asVitest = test.replace(
      "assert.deepEqual(orders.paid, ['order-1']);",
      "expect(orders.paid).toEqual(['order-1']);",
    );
    expect(shown.startsWith(asVitest.trimEnd())).toBe(true);
  });
});
