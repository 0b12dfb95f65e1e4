import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LianlianSandbox } from 'nestjs-lianlian/testing';
import type {
  ClockView,
  DeliveryResultView,
  ControlErrorBody,
  ExplainView,
  OrderDetailView,
  OrderListView,
  RequestListView,
  RequestView,
  SandboxEvent,
  SettingsView,
} from '../../../../lib/sandbox/contract.js';
import { ControlClient } from '../support/control-client.js';
import { call, callWith, type Fields, orders, PATHS, ShopEnd, signed } from '../support/merchant.js';

let sandbox: LianlianSandbox;
let shop: ShopEnd;
let control: ControlClient;
const events: SandboxEvent[] = [];

beforeAll(async () => {
  shop = await ShopEnd.open();
  sandbox = await LianlianSandbox.start({
    modulusLength: 1024,
    seed: 'control',
    hostNames: ['sandbox.test'],
    onEvent: (event) => events.push(event),
  });
  control = new ControlClient(sandbox);
});
afterAll(() => Promise.all([sandbox.stop(), shop.close()]));

function place(no_order: string, fields: Record<string, string> = {}): Promise<unknown> {
  return call(sandbox, PATHS.direct, { ...orders.direct(sandbox, shop.url), no_order, ...fields });
}

describe('settings', () => {
  it('tell everything that a shop has to be told, and no private key', async () => {
    const settings = await control.get<SettingsView>('settings');
    expect(settings).toMatchObject({
      url: sandbox.url,
      seed: 'control',
      merchants: [{ oid_partner: sandbox.options.oidPartner, hasPrivateKey: true }],
      lianlianPublicKey: sandbox.options.lianlianPublicKey,
      notifications: { intervalMs: 120_000, timeoutMs: 5000, attempts: 30 },
    });
    expect(settings.returnCodes.length).toBeGreaterThan(130);
    expect(JSON.stringify(settings)).not.toContain('PRIVATE KEY');
    for (const { title } of [...settings.faults, ...settings.magicAmounts, ...settings.deliveries]) {
      expect(title.en).toMatch(/^[ -~’]+$/);
      expect(title.zh).toMatch(/[\u4e00-\u9fff]/);
    }
    expect(settings.magicAmounts.find(({ amount }) => amount === '44444.02')?.title).toEqual({
      en: 'LianLian never answers, after processing',
      zh: '连连始终不应答（处理后）',
    });
  });

  it('are behind the panel, to which the root leads', async () => {
    const root = await fetch(`${sandbox.url}/`, { redirect: 'manual' });
    expect([root.status, root.headers.get('location')]).toEqual([303, '/_sandbox/']);
    const panel = await fetch(`${sandbox.url}/_sandbox/`);
    expect([panel.status, panel.headers.get('content-type')]).toEqual([200, 'text/html;charset=utf-8']);
  });
});

describe('an order', () => {
  it('is told with its history, its notifications and its requests', async () => {
    await place('told');
    await control.post('orders/told/pay', { pay_type: 'I' });
    const order = await control.post<OrderDetailView>('orders/told/refund', { amount: '10.90' });
    expect(order).toMatchObject({
      no_order: 'told',
      state: 'partly-refunded',
      notified: 'acknowledged',
      refundable: '200.00',
      can: { pay: false, fail: false, abandon: false, refund: true, deliver: true },
      refunds: [{ money_refund: '10.90', sta_refund: '2' }],
    });
    expect(order.history.map(({ what, detail }) => [what, detail])).toEqual([
      ['placed', '210.90'],
      ['paid', 'I'],
      ['refund-applied', '10.90'],
      ['refunded', '10.90'],
    ]);
    expect(order.notifications).toMatchObject([
      { kind: 'payment', acknowledged: true, attempts: [{ attempt: 1, status: 200, acknowledged: true }] },
      { kind: 'refund', acknowledged: true },
    ]);
    const [id = ''] = order.requests;
    expect(await control.get<RequestView>(`requests/${id}`)).toMatchObject({
      api: 'aggregate.direct',
      verified: true,
      ret_code: '0000',
    });
    expect(await control.get(`orders/${order.oid_paybill}`)).toEqual(order);
  });

  it('fails, is abandoned, and is listed newest first', async () => {
    await place('older');
    await place('newer');
    await control.post('orders/older/fail');
    const { history } = await control.post<OrderDetailView>('orders/newer/abandon');
    expect(history.at(-1)?.what).toBe('abandoned');
    const { orders: list } = await control.get<OrderListView>('orders?limit=2');
    expect(list.map(({ no_order, state }) => [no_order, state])).toEqual([
      ['newer', 'waiting'],
      ['older', 'failed'],
    ]);
  });

  it.each(['.', '..', '=', '=.', '%2e'])('may have the number %s, and so may its refund', async (number) => {
    const part = /^\.+$/.test(number) ? `=${number}` : encodeURIComponent(number);
    const own = await LianlianSandbox.start({ modulusLength: 1024, refundMs: 60_000 });
    const client = new ControlClient(own);
    const { oid_partner = '', dt_order = '' }: Fields = orders.direct(own, shop.url);
    await call(own, PATHS.direct, { ...orders.direct(own, shop.url), no_order: number });
    expect(await client.post(`orders/${part}/pay`)).toMatchObject({ no_order: number, state: 'paid' });
    await call(own, PATHS.refund, {
      ...{ oid_partner, sign_type: 'RSA', no_refund: number, dt_refund: dt_order, money_refund: '1.00' },
      ...{ no_order: number, dt_order, notify_url: shop.url },
    });
    const { refunds } = await client.post<OrderDetailView>(`refunds/${part}/complete`);
    expect(refunds).toMatchObject([{ no_refund: number, sta_refund: '2' }]);
    expect(await client.get(`orders/${part}`)).toMatchObject({ no_order: number });
    await own.stop();
  });

  it('is told apart by its merchant and its time', async () => {
    await place('apart');
    const oid_partner = sandbox.options.oidPartner;
    expect(await control.get(`orders/apart?oid_partner=${oid_partner}`)).toMatchObject({ no_order: 'apart' });
    await expect(control.get('orders/apart?oid_partner=201304121000001999')).rejects.toThrow('404');
    await expect(control.post('orders/apart/pay', { dt_order: '20200101000000' })).rejects.toThrow('404');
  });
});

describe('deliveries', () => {
  it('go out in every way', async () => {
    await place('ways');
    await expect(control.post('orders/ways/deliveries', { how: 'again' })).rejects.toThrow('409');
    await control.post('orders/ways/pay');
    await expect(control.post('orders/ways/deliveries', { how: 'out-of-order' })).rejects.toThrow(
      'refund it',
    );
    const { notifications } = await control.post<OrderDetailView>('orders/ways/refund', { amount: '1.00' });
    const wrongCurrency = control.post('orders/ways/deliveries', { how: 'wrong-currency' });
    await expect(wrongCurrency).rejects.toThrow('is about a refund, and only a payment’s names a currency');
    const { deliveries } = await control.get<SettingsView>('settings');
    for (const { how } of deliveries) {
      shop.received.length = 0;
      const { attempts, dueAt } = await control.post<DeliveryResultView>('orders/ways/deliveries', {
        how,
        notification: notifications[0]?.id,
      });
      if (how === 'late') {
        expect([attempts, typeof dueAt]).toEqual([[], 'string']);
        await control.post('clock', { advanceMs: 600_000 });
      }
      const copies = how === 'dropped' ? 0 : how === 'twice' || how === 'out-of-order' ? 2 : 1;
      expect([how, shop.received.length]).toEqual([how, copies]);
    }
  });
});

describe('requests', () => {
  it('show the masked source, and why a signature is wrong', async () => {
    const fields: Fields = { ...orders.apply(sandbox, shop.url), no_order: 'wrongly' };
    const stranger = await LianlianSandbox.start({ modulusLength: 1024 });
    await callWith(sandbox, PATHS.apply, JSON.stringify(signed(fields, stranger.options.privateKey)));
    await stranger.stop();
    const [request] = (await control.get<RequestListView>('requests')).requests;
    expect(request).toMatchObject({ api: 'easypay.apply', verified: false, ret_code: '1001' });
    expect(request?.source).toContain('card_no=***');
    expect(request?.diagnosis).toMatchObject({ verifies: false });
    expect(JSON.stringify(request)).not.toContain(fields['card_no']);
  });

  it('refuse in both languages what the panel says', async () => {
    const response = await fetch(`${sandbox.url}/_sandbox/explain`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'hello' }),
    });
    const { error, sentence } = (await response.json()) as ControlErrorBody;
    expect([response.status, sentence?.en]).toEqual([400, error]);
    expect(sentence?.zh).toMatch(/^无法从这段文本中读出报文：\p{Script=Han}/u);
  });

  it('explain what is pasted', async () => {
    const message = signed(orders.direct(sandbox, shop.url), sandbox.options.privateKey);
    const right = await control.post<ExplainView>('explain', { text: JSON.stringify(message) });
    expect(right).toMatchObject({ from: 'shop', diagnosis: { verifies: true } });
    const form = new URLSearchParams({ ...message, money_order: '1.00' }).toString();
    const wrong = await control.post<ExplainView>('explain', { text: form });
    expect(wrong).toMatchObject({ from: 'shop', diagnosis: { verifies: false } });
    await place('explained');
    await sandbox.pay('explained');
    const text = JSON.stringify(sandbox.notification('explained'));
    expect(await control.post('explain', { text })).toMatchObject({
      from: 'lianlian',
      diagnosis: { verifies: true },
    });
    await expect(control.post('explain', { text: 'hello' })).rejects.toThrow(
      'no message can be read in this text',
    );
  });
});

describe('explain takes what the doctor takes', () => {
  const explained = (text: string): Promise<ExplainView> => control.post<ExplainView>('explain', { text });

  it.each([
    ['1004', 'ret_code 1004'],
    [' 1004\n', 'ret_code 1004'],
    ['PR07', 'ret_code PR07 is no refusal'],
    ['9876', 'ret_code 9876 is in none of LianLian'],
    ['{"ret_code":"1004","ret_msg":"x"}', 'ret_code 1004'],
  ])('a return code, and a refusal without a signature: %j', async (text, says) => {
    const { code, diagnosis } = await explained(text);
    expect(code?.[0]?.en).toContain(says);
    expect(code?.[0]?.zh).toMatch(/\p{Script=Han}/u);
    expect(diagnosis).toBeUndefined();
  });

  it('a message that names no merchant, or one that the sandbox does not have', async () => {
    const { privateKey } = sandbox.options;
    const order = orders.direct(sandbox, shop.url);
    const unsigned = await explained('{"no_order":"o-1","money_order":"1.00"}');
    expect(unsigned.diagnosis?.likely.en).toContain('no signature');
    const others = await explained(
      JSON.stringify({ ...order, oid_partner: '201304121000001999', sign: 'AAAA' }),
    );
    expect(others).toMatchObject({ from: 'shop', diagnosis: { verifies: false } });
    const { oid_partner: _, ...nameless } = order;
    const right = await explained(JSON.stringify(signed(nameless, privateKey)));
    expect(right).toMatchObject({ from: 'shop', diagnosis: { verifies: true } });
    const asked = { text: JSON.stringify(order), oid_partner: '201304121000001999' };
    await expect(control.post('explain', asked)).rejects.toThrow('the sandbox has no such merchant');
  });

  it.each(['\n', '\r\n'])(
    'a curl command for cmd, as Chrome copies it, with lines that end in %j',
    async (lineEnd) => {
      const order = {
        ...orders.direct(sandbox, shop.url),
        name_goods: '茶 & "50%off" ^ \\ <b>',
        no_order: '%PATH%',
      };
      const fields = signed(order, sandbox.options.privateKey);
      const command = (body: string): string =>
        [
          `curl ${cmdText('https://yintong.com.cn/x?a=1&b=%20')}`,
          `  -H ${cmdText('content-type: application/json')}`,
          `  --data-raw ${cmdText(body)}`,
        ]
          .join(' ^\n')
          .replaceAll('\n', lineEnd);
      for (const body of [JSON.stringify(fields), JSON.stringify(fields, null, 2)]) {
        expect(await explained(command(body))).toMatchObject({ from: 'shop', diagnosis: { verifies: true } });
      }
      const plain = `curl "https://yintong.com.cn/x" ^${lineEnd}  --data-raw "${JSON.stringify(fields)
        .replaceAll('\\', '\\\\')
        .replaceAll('"', '\\"')}"`;
      expect((await explained(plain.replaceAll('^ ', '^^ '))).diagnosis?.verifies).toBe(true);
    },
  );

  /** As Chrome's developer tools write a text for cmd. */
  function cmdText(text: string): string {
    const escaped = text
      .replace(/\\/g, '\\\\')
      .replace(/"/g, '\\"')
      .replace(/[^a-zA-Z0-9\s_\-:=+~'/.',?;()*`]/g, '^$&')
      .replace(/%(?=[a-zA-Z0-9_])/g, '%^')
      .replace(/\r?\n/g, '^\n\n');
    return `^"${escaped}^"`;
  }
});

describe('events', () => {
  it('tell every change as it happens', async () => {
    const leave = new AbortController();
    const stream = await fetch(`${sandbox.url}/_sandbox/events`, { signal: leave.signal });
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    let text = '';
    const reading = (async () => {
      for await (const chunk of stream.body ?? []) text += new TextDecoder().decode(chunk as Uint8Array);
    })().catch(() => undefined);
    await place('live');
    await control.post('orders/live/pay');
    await control.post('clock', { advanceMs: 1 });
    await expect.poll(() => text).toContain('"type":"clock"');
    const told = [...text.matchAll(/^data: (.*)$/gm)].map(
      ([, line = '']) => JSON.parse(line) as SandboxEvent,
    );
    expect(told.map(({ type }) => type)).toEqual(['order', 'request', 'order', 'delivery', 'clock']);
    expect(told[3]).toMatchObject({ no_order: 'live', kind: 'payment', status: 200, acknowledged: true });
    expect(events.slice(-told.length)).toEqual(told);
    leave.abort();
    await reading;
  });
});

describe('scenarios', () => {
  it('are set up, listed, and taken away', async () => {
    await control.post('scenarios', [
      { fault: 'html', no_order: 'x' },
      { fault: 'dropped', times: 2 },
    ]);
    const { scenarios } = await control.get<{ scenarios: { id: string; fault: string }[] }>('scenarios');
    expect(scenarios.map(({ fault }) => fault)).toEqual(['html', 'dropped']);
    await control.delete(`scenarios/${scenarios[0]?.id ?? ''}`);
    expect(sandbox.scenarios.all()).toMatchObject([{ fault: 'dropped', struck: 0 }]);
    expect(await control.delete('scenarios')).toEqual({ scenarios: [] });
    await expect(control.delete('scenarios/s99')).rejects.toThrow('404');
  });

  it('are refused with the field and its rule', async () => {
    const response = await control.send(
      'POST',
      'scenarios',
      '[{"fault":"html"},{"fault":"slow","ms":"3","x":1}]',
    );
    expect(response.status).toBe(400);
    const { violations } = (await response.json()) as ControlErrorBody;
    expect(violations?.map(({ field }) => field)).toEqual(['[1].ms', '[1].x']);
    expect(violations?.[0]?.rule).toContain('milliseconds');
    expect(sandbox.scenarios.all()).toEqual([]);
  });
});

describe('the clock', () => {
  it('goes back to now: orders live on, and what is due keeps its moment', async () => {
    const own = await LianlianSandbox.start({ modulusLength: 1024 });
    const deaf = await ShopEnd.open();
    deaf.response = { status: 500, body: 'down' };
    const client = new ControlClient(own);
    await client.post('clock', { advanceMs: 3_600_000 });
    await call(own, PATHS.direct, orders.direct(own, deaf.url));
    await own.pay('o-1');
    expect((await client.get<ClockView>('clock')).movedMs).toBeGreaterThan(3_500_000);
    const { now, movedMs, aheadMs } = await client.delete<ClockView>('clock');
    expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(60_000);
    expect([movedMs, Math.abs(aheadMs) < 1000]).toEqual([0, true]);
    expect((await client.get<OrderDetailView>('orders/o-1')).state).toBe('paid');
    // Two minutes after the attempt, which was in an hour.
    await own.clock.advance(3_000_000);
    expect(deaf.received).toHaveLength(1);
    await own.clock.advance(720_000);
    expect(deaf.received).toHaveLength(2);
    await Promise.all([own.stop(), deaf.close()]);
  });
});

describe('what cannot be done any more', () => {
  it('is a conflict that names the refund or the payout, and where it stands', async () => {
    await place('ended');
    await control.post('orders/ended/pay');
    await control.post('orders/ended/refund', { amount: '1.00' });
    const { no_refund = '' } = sandbox.refunds('ended')[0] ?? {};
    for (const how of ['complete', 'fail']) {
      const response = await control.send('POST', `refunds/${no_refund}/${how}`, '{}');
      const { error, sentence } = (await response.json()) as ControlErrorBody;
      expect([response.status, error]).toEqual([
        409,
        `the refund ${no_refund} has ended with sta_refund 2: the option refundMs lets refunds take time`,
      ]);
      expect(sentence?.zh).toContain(`退款 ${no_refund} 已结束`);
    }
    await expect(sandbox.completeRefund(no_refund)).rejects.toThrow('has ended with sta_refund 2');
  });

  it('is a clock beyond the years that LianLian can write', async () => {
    const own = await LianlianSandbox.start({ modulusLength: 1024, now: new Date('9950-01-01T00:00:00Z') });
    const century = JSON.stringify({ advanceMs: 100 * 365 * 86_400_000 });
    const response = await new ControlClient(own).send('POST', 'clock', century);
    expect([response.status, await response.text()]).toEqual([409, expect.stringContaining('the year 9999')]);
    expect(own.clock.now().getUTCFullYear()).toBe(9950);
    await own.stop();
  });
});

describe('reset', () => {
  it('forgets everything but keys, and puts the clock back', async () => {
    await place('forgotten');
    const before = sandbox.options;
    await control.post('clock', { advanceMs: 86_400_000 });
    const { clock } = await control.post<SettingsView>('reset');
    expect(clock.movedMs).toBe(0);
    expect(Date.parse(clock.now) - Date.now()).toBeLessThan(60_000);
    expect(await control.get('orders')).toMatchObject({ orders: [], all: 0 });
    expect(await control.get('requests')).toMatchObject({ requests: [], all: 0 });
    expect(sandbox.options).toEqual(before);
    await place('forgotten');
    expect(sandbox.transaction('forgotten').result_pay).toBe('WAITING');
  });
});

describe('reset in the middle of a delivery', () => {
  it('ends its repeats', async () => {
    const own = await LianlianSandbox.start({ modulusLength: 1024, notifications: { timeoutMs: 200 } });
    const silent = await ShopEnd.open();
    silent.response = undefined;
    await call(own, PATHS.direct, orders.direct(own, silent.url));
    const paying = own.pay('o-1');
    await expect.poll(() => silent.received.length).toBe(1);
    await new ControlClient(own).post('reset');
    await paying;
    await own.clock.advance(3_600_000);
    expect(silent.received).toHaveLength(1);
    await Promise.all([own.stop(), silent.close()]);
  });
});

describe('who may', () => {
  it.each([
    ['no such address', 'GET', 'nothing', undefined, {}, 404],
    ['no such order', 'GET', 'orders/nobody', undefined, {}, 404],
    ['no such request', 'GET', 'requests/r99999', undefined, {}, 404],
    ['a wrong method', 'GET', 'reset', undefined, {}, 405],
    ['a form', 'POST', 'reset', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['text', 'POST', 'reset', '{}', { 'content-type': 'text/plain' }, 415],
    ['another origin', 'POST', 'reset', '{}', { origin: 'https://evil.example' }, 403],
    ['an opaque origin', 'POST', 'reset', '{}', { origin: 'null' }, 403],
    ['no JSON', 'POST', 'clock', '{', {}, 400],
    ['a wrong field', 'POST', 'clock', '{"advanceMs":-1}', {}, 400],
    ['a missing field', 'POST', 'clock', '{}', {}, 400],
    ['an unknown field', 'POST', 'reset', '{"hard":true}', {}, 400],
    ['no object', 'POST', 'reset', 'null', {}, 400],
    ['a wrong limit', 'GET', 'orders?limit=0', undefined, {}, 400],
  ])('%s is refused', async (_, method, path, body, headers, status) => {
    const response = await control.send(method, path, body, headers);
    expect(response.status).toBe(status);
    const { error, sentence, violations } = (await response.json()) as ControlErrorBody;
    expect(error).not.toBe('');
    // The panel speaks Chinese, too.
    const chinese = [sentence?.zh, ...(violations ?? []).map((each) => each.sentence.zh)].join('');
    expect(chinese).toMatch(/[\u4e00-\u9fff]/);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('its own pages may', async () => {
    const response = await control.send('POST', 'clock', '{"advanceMs":0}', { origin: sandbox.url });
    expect(response.status).toBe(200);
  });

  it.each([
    ['evil.example', 403],
    ['evil.example:4000', 403],
    ['localhost.evil.example', 403],
    ['127.0.0.1@evil.example', 403],
    ['localhost', 200],
    ['localhost:4000', 200],
    ['[::1]:4000', 200],
    ['192.168.0.7:4000', 200],
    ['sandbox.test:4000', 200],
  ])('a browser that was led here as %j gets %i', async (host, status) => {
    const { port } = new URL(sandbox.url);
    const got = await new Promise((resolve, reject) => {
      httpRequest({ port, host: '127.0.0.1', path: '/_sandbox/clock', headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(got).toBe(status);
  });

  it('an order that LianLian would not take stays as it is', async () => {
    await place('paid-once');
    await control.post('orders/paid-once/pay');
    const response = await control.send('POST', 'orders/paid-once/pay', '{}');
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ ret_code: '2007' });
  });
});
