import { DAY_MS } from '../../../common/durations.js';
import { pathPart } from '../path-part.js';
import type { Say, Whose } from './delivery-test.js';
import { literalOf, type Value } from './literal.js';

/** The time that a test's sandbox gives to what the test ends itself. */
export const UNTIL_ENDED_MS = DAY_MS;

/** What stands in a copied test. */
interface TestFile {
  readonly name: string;
  readonly whose: Whose;
  /** The options of the test's sandbox. */
  readonly options: Readonly<Record<string, Value>>;
  readonly lines: readonly string[];
  /** The functions that are left to fill in. */
  readonly toFillIn: readonly (readonly string[])[];
  /** Whether a notification is delivered that is not the last one. */
  readonly hasEarlier: boolean;
}

/** A test file, for Vitest or Jest. */
export function testFile({ name, whose, options, lines, toFillIn, hasEarlier }: TestFile, say: Say): string {
  const used = ['afterAll', 'beforeAll', ...(lines.some(isExpectation) ? ['expect'] : []), 'it'];
  const types = hasEarlier ? 'type DeliveryHow, LianlianSandbox' : 'LianlianSandbox';
  const started = literalOf(options);
  return [
    `import { ${types} } from 'nestjs-lianlian/testing';`,
    `// ${say('用 Jest 时去掉下一行。', 'In Jest leave the next line out.')}`,
    `import { ${used.join(', ')} } from 'vitest';`,
    '',
    'let sandbox: LianlianSandbox;',
    '',
    'beforeAll(async () => {',
    `  sandbox = await LianlianSandbox.start(${started === '{}' ? '' : started});`,
    '});',
    'afterAll(async () => {',
    '  await sandbox.stop();',
    '});',
    '',
    `it(${literalOf(name)}, async () => {`,
    ...lines.map((line) => `  ${line}`),
    '});',
    ...toFillIn.flat(),
    ...(hasEarlier ? deliverEarlier(whose, say) : []),
    '',
  ].join('\n');
}

const isExpectation = (line: string): boolean => line.startsWith('expect(');

/** A function that the app's own code belongs into. */
export function functionToFillIn(signature: string, todo: string, argument?: string): readonly string[] {
  const message = argument === undefined ? literalOf(todo) : `${literalOf(todo)} + ${argument}`;
  return ['', `async function ${signature}: Promise<void> {`, `  throw new Error(${message});`, '}'];
}

/** `deliver` has the last notification alone. */
function deliverEarlier({ is, no_order }: Whose, say: Say): readonly string[] {
  const what =
    is === 'orders'
      ? say(
          '发送较早的一条通知：n1 是该订单的第一条。',
          'Delivers a notification that is not the last one: n1 is the order’s first.',
        )
      : say(
          '发送较早的一条通知：n1 是该代付的第一条。',
          'Delivers a notification that is not the last one: n1 is the payout’s first.',
        );
  const part = pathPart(no_order);
  // What has the control API's sign is no part that is encoded.
  const number = part.startsWith('=') ? part : `\${encodeURIComponent(${literalOf(no_order)})}`;
  return [
    '',
    `/** ${what} */`,
    'async function deliverEarlier(how: DeliveryHow, notification: string): Promise<unknown> {',
    `  const path = \`${is}/${number}/deliveries\`;`,
    '  const response = await fetch(`${sandbox.url}/_sandbox/${path}`, {',
    "    method: 'POST',",
    "    headers: { 'content-type': 'application/json' },",
    '    body: JSON.stringify({ how, notification }),',
    '  });',
    '  return response.json();',
    '}',
  ];
}
