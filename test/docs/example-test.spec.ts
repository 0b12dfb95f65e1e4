import { vi } from 'vitest';

import { guide } from './guide.js';
import { writeSnippets } from './run-snippets.js';

/** The guide's own tests of the README's own app. Their cases stand here as they are there. */
const load = writeSnippets(guide.blocks, 'example-test');
// The settings that the example replaces are read all the same.
vi.stubEnv('LIANLIAN_OID_PARTNER', '201304121000001004');
await load('payments.e2e.spec.js');
await load('orders.controller.spec.js');
await load('payouts.service.spec.js');
