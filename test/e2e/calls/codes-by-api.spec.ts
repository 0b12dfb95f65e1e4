import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { LianlianApiError, LianlianModule } from 'nestjs-lianlian';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { AGGREGATE_QUERY } from '../../../lib/apis/aggregate-query/aggregate-query.definition.js';
import type { LianlianEndpointId } from '../../../lib/common/api-ids.js';
import { LianlianClient } from '../../../lib/wire/lianlian-client.js';
import { testKeys } from '../../support/merchant.js';
import { merchantOptions } from './support/app.js';
import { type Gateway, startGateway } from './support/gateway.js';
import { signedResponse } from './support/lianlian-side.js';

const keys = testKeys();
let gateway: Gateway;
let app: INestApplicationContext;

beforeAll(async () => {
  gateway = await startGateway();
  const module = LianlianModule.forRoot({ ...merchantOptions(keys), gateway: gateway.url });
  app = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
});
afterAll(async () => {
  await app.close();
  await gateway.stop();
});

/** What a caller learns of the code, from an API of this package or from one of payouts with the same fields. */
async function refusal(id: string, ret_code: string, ret_msg: string): Promise<LianlianApiError> {
  gateway.behave(() => signedResponse({ ret_code, ret_msg }, keys.lianlian.privateKey));
  const api = { ...AGGREGATE_QUERY, id: id as LianlianEndpointId };
  try {
    await app.get(LianlianClient).call(api, { no_order: 'order-1' });
  } catch (error) {
    if (error instanceof LianlianApiError) return error;
    throw error;
  }
  throw new Error('the response is a refusal');
}

it.each([
  ['1005', ['payment_failed', 'failed', 'ask-payer'], ['card', 'failed', 'ask-payer']],
  [
    '4002',
    ['confirmation_required', 'failed', 'next-step'],
    ['confirmation_required', 'failed', 'next-step'],
  ],
  ['4007', ['invalid_request', 'failed', 'fix-request'], ['unavailable', 'unknown', 'query-first']],
  ['4012', [undefined, 'unknown', 'query-first'], ['card', 'failed', 'ask-payer']],
  ['4104', [undefined, 'unknown', 'query-first'], ['payment_failed', 'failed', 'retry-later']],
  ['8901', ['not_found', 'failed', 'fix-request'], ['not_found', 'unknown', 'query-first']],
  ['9104', ['card', 'failed', 'ask-payer'], ['merchant', 'failed', 'retry-later']],
  ['9912', ['card', 'failed', 'ask-payer'], ['limit', 'failed', 'ask-payer']],
  ['9913', ['already_done', 'unknown', 'query-first'], ['limit', 'failed', 'ask-payer']],
  ['6001', ['card', 'failed', 'ask-payer'], [undefined, 'unknown', 'query-first']],
  ['4242', [undefined, 'unknown', 'query-first'], [undefined, 'unknown', 'query-first']],
])('%s of a payment and of a payout means what the documents of each say', async (code, payment, payout) => {
  const told = [];
  for (const id of ['aggregate.direct', 'payout.apply']) {
    const { category, outcome, advice } = await refusal(id, code, '。');
    told.push([category, outcome, advice]);
  }
  expect(told).toEqual([payment, payout]);
});

it('says in the error which product alone has the code, and what it means there', async () => {
  const { message } = await refusal('aggregate.query', '4010', '验证码失效');
  expect(message).toMatch(
    /order-1: LianLian answered 4010 验证码失效\. LianLian's documents list this code for payouts alone/,
  );
  expect(message).toContain('query it before you send it again');
  expect((await refusal('payout.apply', '4010', '验证码失效')).message).toContain(
    'start a new one. Nothing was done.',
  );
});
