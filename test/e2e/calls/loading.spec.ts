import { afterAll, beforeAll, expect, it, vi } from 'vitest';

import { testKeys } from '../../support/merchant.js';
import { startLianlian } from './support/app.js';
import { type Gateway, startGateway } from './support/gateway.js';
import { signedResponse } from './support/lianlian-side.js';
import { SUCCESS, WECHAT_QR } from './support/samples.js';

const loaded = vi.hoisted(() => ({ times: 0 }));

vi.mock('undici', (original) => {
  loaded.times++;
  return original();
});

const keys = testKeys();
let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway(() => signedResponse(SUCCESS, keys.lianlian.privateKey));
});
afterAll(() => gateway.stop());

it('a start does not load the HTTP client: the first call does', async () => {
  const app = await startLianlian(keys, { gateway: gateway.url });
  expect(loaded.times).toBe(0);
  await app.lianlian.aggregateDirect.pay(WECHAT_QR);
  expect(loaded.times).toBe(1);
  await app.close();
});
