import type { AssertionError } from 'node:assert';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LianlianSandbox, type SandboxEvent } from 'nestjs-lianlian/testing';
import type {
  DeliveryResultView,
  ExplainView,
  OrderDetailView,
  RequestListView,
  RequestView,
} from '../../../../lib/sandbox/contract.js';
import { ControlClient } from '../support/control-client.js';
import {
  call,
  callWith,
  type Fields,
  orders,
  PATHS,
  ShopEnd,
  signed,
  submit,
  textOf,
} from '../support/merchant.js';

/** What a payer of these tests does not want to read anywhere. */
const CARD = '6225750000000001234';
const PERSONAL = /6225750000000001234|339005198901194918|13958069593|测试用户|88776655/;
/** Secrets that no document names at these places: in an object, in a list, in a text within a text. */
const NESTED = {
  details: { payer: { acct_name: '测试用户', cards: [{ card_no: CARD, bank: 'x' }] } },
  more: JSON.stringify({ inner: JSON.stringify([{ verify_code: 88776655 }]), card_no: [CARD] }),
};

let folder: string;
let sandbox: LianlianSandbox;
let shop: ShopEnd;
let control: ControlClient;
/** The token of a bound card: anyone who has it can pay with the card. */
let no_agree: string;
const events: SandboxEvent[] = [];

const stateFile = (): string => join(folder, 'state.json');
const merchant = (): Fields => ({
  oid_partner: sandbox.options.oidPartner,
  sign_type: 'RSA',
  user_id: 'u-1',
});
const send = async (path: string, fields: Fields): Promise<Fields> =>
  (await call(sandbox, path, { ...merchant(), ...fields })).fields;

/** Pays an order with the card, by SMS code. */
async function payByCard(no_order: string): Promise<void> {
  const applied = await send(PATHS.apply, {
    ...orders.apply(sandbox, shop.url),
    ...{ no_order, card_no: CARD },
  });
  const token = applied['token'] ?? '';
  await send(PATHS.verify, { no_order, money_order: '210.90', token, verify_code: '123456' });
  await sandbox.idle();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lianlian-secrets-'));
  shop = await ShopEnd.open();
  sandbox = await LianlianSandbox.start({
    modulusLength: 1024,
    stateFile: stateFile(),
    onEvent: (event) => events.push(event),
  });
  control = new ControlClient(sandbox);
  await payByCard('o-1');
  no_agree = sandbox.cards('u-1')[0]?.no_agree ?? '';
});
afterAll(async () => {
  await Promise.all([sandbox.stop(), shop.close()]);
  await rm(folder, { recursive: true });
});

/** Holds no secret, under whatever name. */
function expectNoSecret(shown: unknown): void {
  const text = typeof shown === 'string' ? shown : JSON.stringify(shown);
  expect(text).not.toMatch(PERSONAL);
  expect(text).not.toContain(no_agree);
}

const lastRequest = async (): Promise<RequestView> => {
  const [request] = (await control.get<RequestListView>('requests')).requests;
  if (request === undefined) throw new Error('there is no request');
  return request;
};

describe('what the sandbox shows of a request', () => {
  it('has no secret at any depth, and the form of the rest', async () => {
    const sent = { ...orders.direct(sandbox, shop.url), no_order: 'nested', more: NESTED.more };
    const details = JSON.stringify(NESTED.details);
    const { sign = '' } = signed({ ...sent, details }, sandbox.options.privateKey);
    await callWith(sandbox, PATHS.direct, JSON.stringify({ ...sent, details: NESTED.details, sign }));
    const [request] = sandbox.requests.slice(-1);
    expect(request).toMatchObject({ verified: true, ret_code: '0000' });
    const masked = '{"payer":{"acct_name":"***","cards":[{"card_no":"***","bank":"x"}]}}';
    expect(request?.fields).toMatchObject({
      no_order: 'nested',
      details: masked,
      more: '{"inner":"[{\\"verify_code\\":0}]","card_no":["***"]}',
      risk_item: '{"frms_ware_category":"***","user_info_mercht_userno":"***","user_info_bind_phone":"***"}',
    });
    expect(request?.source).toContain(`&details=${masked}&`);
    expectNoSecret(sandbox.requests);
    expectNoSecret(await lastRequest());
  });

  it('has none in the diagnosis of a wrong signature, nor on the page of a refused form', async () => {
    const sent = { ...orders.direct(sandbox, shop.url), no_order: 'wrong', ...NESTED };
    await callWith(sandbox, PATHS.direct, JSON.stringify({ ...sent, sign: 'x' }));
    const request = await lastRequest();
    expect(request.diagnosis?.maskedFields).toEqual(['risk_item', 'details', 'more']);
    expectNoSecret(request);

    const page = await submit(sandbox, PATHS.web, {
      ...orders.web(sandbox, shop.url),
      ...{ no_order: 'page', card_no: CARD, notify_url: 'none', more: NESTED.more },
    });
    expect(textOf(page, 'source')).toContain('card_no=***');
    expectNoSecret(page);
  });
});

describe('what it shows of a response', () => {
  it('has no token of a bound card, in a list either', async () => {
    const listed = await call(sandbox, PATHS.cards, { ...merchant(), pay_type: 'M', offset: '0' });
    expect(listed.text).toContain(no_agree);
    const request = await lastRequest();
    expect(JSON.parse(request.response['agreement_list'] ?? '')).toMatchObject([{ no_agree: '***' }]);
    expectNoSecret(request);
    expectNoSecret(sandbox.requests);
  });
});

describe('what it shows of a notification', () => {
  it('has no token in its body, in any attempt, or in what the shop answered', async () => {
    shop.response = { status: 500, body: JSON.stringify({ error: `no ${no_agree}`, got: [{ no_agree }] }) };
    await payByCard('o-2');
    expect(shop.received.at(-1)?.fields['no_agree']).toBe(no_agree);
    const { attempts } = await control.post<DeliveryResultView>('orders/o-2/deliveries', { how: 'tampered' });
    const order = await control.get<OrderDetailView>('orders/o-2');
    expect(JSON.parse(order.notifications[0]?.body ?? '')).toMatchObject({
      no_order: 'o-2',
      no_agree: '***',
    });
    expect(order.notifications[0]?.attempts[0]).toMatchObject({
      status: 500,
      response: '{"error":"no [masked]","got":[{"no_agree":"***"}]}',
    });
    expectNoSecret(order);
    expectNoSecret(attempts);
    expectNoSecret(await control.get('orders'));
    expectNoSecret(events);
  });

  it('has none in the failure of an expectation', () => {
    let failure: AssertionError | undefined;
    try {
      sandbox.expectDelivered('o-2');
    } catch (error) {
      failure = error as AssertionError;
    }
    expect(failure?.message).toContain('HTTP 500 {"error":"no [masked]"');
    expectNoSecret([failure?.message, failure?.actual]);
  });

  it('has them where a test asks for the message itself', () => {
    expect(sandbox.notification('o-2')['no_agree']).toBe(no_agree);
    expect(sandbox.transaction('o-2').no_agree).toBe(no_agree);
    expect(JSON.parse(sandbox.deliveries('o-2')[0]?.body ?? '')).toMatchObject({ no_agree });
  });
});

describe('what it shows of a pasted message', () => {
  it('has no secret, whichever way it was pasted', async () => {
    const sent = { ...orders.apply(sandbox, shop.url), card_no: CARD, more: NESTED.more };
    const message = signed(sent, sandbox.options.privateKey);
    for (const text of [
      JSON.stringify({ ...message, details: NESTED.details }),
      JSON.stringify(sandbox.notification('o-2')),
      new URLSearchParams(message).toString(),
      `https://shop.example/return?res_data=${encodeURIComponent(JSON.stringify({ ...message, no_agree }))}`,
    ]) {
      expectNoSecret(await control.post<ExplainView>('explain', { text }));
    }
  });
});

it('the log in the state file has no secret', async () => {
  await sandbox.idle();
  await expect.poll(() => readFile(stateFile(), 'utf8')).toContain('"no_order":"wrong"');
  const requests = (await readFile(stateFile(), 'utf8'))
    .split('\n')
    .filter((line) => line.startsWith('{"kind":"request"'));
  expect(requests.length).toBeGreaterThan(0);
  expectNoSecret(requests);
});
