import { expect, it, vi } from 'vitest';

import { guide } from './guide.js';
import { freePort, writeSnippets } from './run-snippets.js';

/** The guide's own tests of the README's own app, on a port that is free. Their cases stand here as they are there. */
const port = String(await freePort());
const load = writeSnippets(
  guide.blocks.map((block) => ({ ...block, code: block.code.replaceAll('3001', port) })),
  'example-test',
);
// The settings that the example replaces are read all the same.
vi.stubEnv('LIANLIAN_OID_PARTNER', '201304121000001004');
await load('payments.e2e.spec.js');
await load('orders.controller.spec.js');

it('has the port of the example', () => {
  expect(guide.text).toContain("'http://127.0.0.1:3001/payments/notify'");
});
