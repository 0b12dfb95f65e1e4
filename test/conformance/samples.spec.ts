import { inspect } from 'node:util';

import {
  type LianlianService,
  LianlianValidationError,
  SdkParameters,
  type Violation,
} from 'nestjs-lianlian';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { DEFINITIONS, SDK_DEFINITIONS } from '../../lib/apis/definitions.js';
import type { LianlianApiId } from '../../lib/common/api-ids.js';
import { type App, startLianlian } from '../e2e/calls/support/app.js';
import { type Gateway, startGateway } from '../e2e/calls/support/gateway.js';
import { isSignedByMerchant, signedResponse } from '../e2e/calls/support/lianlian-side.js';
import { openEnvelope } from '../e2e/calls/support/open-envelope.js';
import { OID_PARTNER, testKeys } from '../support/merchant.js';
import type { Sample } from './samples/sample.js';
import { SAMPLES } from './samples/samples.js';
import type { Fields } from './support/samples.js';

type Call = (lianlian: LianlianService, request: never) => Promise<unknown>;

/** How a user calls each API. */
const CALLS: Readonly<Record<LianlianApiId, Call>> = {
  'aggregate.redirect': ({ aggregateRedirect }, request) => aggregateRedirect.createForm(request),
  'aggregate.direct': ({ aggregateDirect }, request) => aggregateDirect.pay(request),
  'aggregate.query': ({ aggregateQuery }, request) => aggregateQuery.query(request),
  'easypay.webRedirect': ({ easypayRedirect }, request) => easypayRedirect.createWebForm(request),
  'easypay.h5Redirect': ({ easypayRedirect }, request) => easypayRedirect.createH5Form(request),
  'easypay.apply': ({ easypayDirect }, request) => easypayDirect.apply(request),
  'easypay.verify': ({ easypayDirect }, request) => easypayDirect.verify(request),
  'easypay.query': ({ easypayQuery }, request) => easypayQuery.query(request),
  'preauth.capture': ({ preauth }, request) => preauth.capture(request),
  'preauth.cancel': ({ preauth }, request) => preauth.cancel(request),
  'preauth.query': ({ preauth }, request) => preauth.query(request),
  'card.bindApply': ({ cards }, request) => cards.bindApply(request),
  'card.bindVerify': ({ cards }, request) => cards.bindVerify(request),
  'card.unbind': ({ cards }, request) => cards.unbind(request),
  'card.list': ({ cards }, request) => cards.list(request),
  'card.bin': ({ cards }, request) => cards.bin(request),
  'onlineBanking.redirect': ({ onlineBanking }, request) => onlineBanking.createForm(request),
  'unified.create': ({ unifiedGateway }, request) => unifiedGateway.create(request),
  'refund.apply': ({ refunds }, request) => refunds.apply(request),
  'refund.applyCrossBorder': ({ refunds }, request) => refunds.apply(request, { crossBorder: true }),
  'refund.query': ({ refunds }, request) => refunds.query(request),
  'payout.apply': ({ payouts }, request) => payouts.apply(request),
  'payout.confirm': ({ payouts }, request) => payouts.confirm(request),
  'payout.query': ({ payouts }, request) => payouts.query(request),
  'account.balance': ({ account }, request) => account.balance(request),
  'banks.supported': ({ banks }, request) => banks.supported(request),
  'banks.branches': ({ banks }, request) => banks.branches(request),
  'mpay.bindApply': ({ mpay }, request) => mpay.bindApply(request),
  'mpay.bindVerify': ({ mpay }, request) => mpay.bindVerify(request),
  'mpay.apply': ({ mpay }, request) => mpay.apply(request),
  'mpay.verify': ({ mpay }, request) => mpay.verify(request),
  'mpay.query': ({ mpay }, request) => mpay.query(request),
  'exchange.apply': ({ exchange }, request) => exchange.apply(request),
  'exchange.verify': ({ exchange }, request) => exchange.verify(request),
  'exchange.query': ({ exchange }, request) => exchange.query(request),
  'easypay.mobile': ({ easypayMobile }, request) => easypayMobile.createParameters(request),
};

/** What the module fills in, under every name that the samples have for it. */
const FILLED_IN = new Set(['version', 'api_version', 'timestamp', 'time_stamp']);

const keys = testKeys();
let gateway: Gateway;
let app: App;

beforeAll(async () => {
  gateway = await startGateway();
  gateway.behave(() => signedResponse({ ret_code: '0000', ret_msg: '交易成功' }, keys.lianlian.privateKey));
  app = await startLianlian(keys, { gateway: gateway.url });
});
afterAll(async () => {
  await app.close();
  await gateway.stop();
});
beforeEach(() => {
  gateway.reset();
});

/** What a caller gives: the sample without what the module fills in. */
function given({ fields }: Pick<Sample, 'fields'>, changes: Fields = {}): Fields {
  const entries = Object.entries({ ...fields, ...changes });
  return Object.fromEntries(entries.filter(([name, value]) => !FILLED_IN.has(name) && value !== undefined));
}

/** The fields that LianLian gets: the body of the call, or what the payer's browser posts or the app hands on. */
async function sent(api: LianlianApiId, request: Fields): Promise<Fields> {
  const result = await CALLS[api](app.lianlian, request as never);
  const form = (result as { readonly fields?: Readonly<Record<string, string>> }).fields;
  if (gateway.requests.length > 0) return opened(gateway.received().fields);
  if (result instanceof SdkParameters) return { ...result };
  const { req_data, ...others } = form ?? {};
  return req_data === undefined ? others : (JSON.parse(req_data) as Fields);
}

/** What a body says, or the request that travels in it encrypted. */
function opened(body: Fields): Fields {
  const { pay_load } = body;
  return typeof pay_load === 'string'
    ? (JSON.parse(openEnvelope(pay_load, keys.lianlian.privateKey)) as Fields)
    : body;
}

async function violations(api: LianlianApiId, request: Fields): Promise<readonly Violation[]> {
  const error: unknown = await sent(api, request).catch((reason: unknown) => reason);
  if (error instanceof LianlianValidationError) return error.violations;
  throw new Error(`a LianlianValidationError was expected, not ${inspect(error)}`);
}

/** A field as it goes over the wire: text, amounts with two decimals, addresses with underscores. */
function onTheWire([name, value]: readonly [string, unknown]): readonly [string, string] {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (name.startsWith('money_')) return [name, Number(text).toFixed(2)];
  return [name, name === 'userreq_ip' ? text.replaceAll('.', '_') : text];
}

async function expectTaken(api: LianlianApiId, request: Fields): Promise<void> {
  const fields = await sent(api, request);
  const expected = Object.entries(request).filter(([, value]) => value !== '');
  expect(fields).toMatchObject(Object.fromEntries(expected.map(onTheWire)));
  expect(fields).toMatchObject({ oid_partner: OID_PARTNER, sign_type: 'RSA' });
  expect(isSignedByMerchant(fields as Record<string, string>, keys.merchant.publicKey)).toBe(true);
}

const titled = (samples: readonly Sample[]): [title: string, sample: Sample][] =>
  samples.map((sample) => [`${sample.api}, ${sample.edition}: ${sample.source}`, sample]);
const right = SAMPLES.filter(({ faults }) => faults === undefined);
const faulty = SAMPLES.filter(({ faults }) => faults !== undefined);

/** APIs of which neither a page nor a program has a sample: this one's page has its tables alone. */
const UNSEEN = ['aggregate.direct'];

it('every API has a sample, but for those without one', () => {
  const shown = new Set(SAMPLES.map(({ api }) => api));
  const ids = Object.values({ ...DEFINITIONS, ...SDK_DEFINITIONS }).map(({ id }) => id);
  expect(ids.filter((id) => !shown.has(id))).toEqual(UNSEEN);
});

describe('a sample of LianLian’s own is taken', () => {
  it.each(titled(right))('%s', async (_, sample) => {
    await expectTaken(sample.api, given(sample));
  });
});

describe('a faulty sample of LianLian’s own', () => {
  it.each(titled(faulty))('%s is refused for each of its faults', async (_, sample) => {
    const found = await violations(sample.api, given(sample));
    const faults = sample.faults ?? [];
    expect(found.map(({ property, rule }) => `${property}: ${rule}`).sort()).toEqual(
      faults.map(({ property, rule }) => `${property}: ${rule}`).sort(),
    );
    for (const { property, message } of found) expect(message).toContain(property);
    for (const { reason } of faults) expect(reason).not.toBe('');
    expect(gateway.requests).toEqual([]);
  });

  it.each(titled(faulty))('%s is taken without them', async (_, sample) => {
    await expectTaken(sample.api, given(sample, sample.mended));
  });
});
