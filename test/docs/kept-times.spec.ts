import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { root } from './guide.js';

it.each([
  'README.md',
  'README.zh-CN.md',
  'docs/ways-to-pay.md',
  'docs/zh/ways-to-pay.md',
  'docs/after-the-payment.md',
  'docs/go-live.md',
])('%s names what keeps a time as it was sent, where an order or a refund is made', (path) => {
  expect(readFileSync(root + path, 'utf8')).toContain('wholeSeconds()');
});
