import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { eventLine } from '../../../../lib/cli/sandbox/event-lines.js';
import { type OpenSandbox, openSandbox } from '../../../../lib/sandbox/open-sandbox.js';
import type { SandboxEvent } from '../../../../lib/sandbox/contract.js';
import { ControlClient } from '../support/control-client.js';
import { call, orders, PATHS, ShopEnd, startSandbox } from '../support/merchant.js';

let lenient: LianlianSandbox;
let strict: LianlianSandbox;
let shop: ShopEnd;
const events: SandboxEvent[] = [];
beforeAll(async () => {
  const onEvent = (event: SandboxEvent): void => void events.push(event);
  [lenient, strict, shop] = await Promise.all([
    startSandbox({ onEvent, notifications: { timeoutMs: 2000 } }),
    startSandbox({ strict: true }),
    ShopEnd.open(),
  ]);
});
afterAll(async () => {
  await Promise.all([lenient.stop(), strict.stop(), shop.close()]);
});
beforeEach(() => events.splice(0));

let orderNumber = 0;
/** The first attempt to notify of a new order. */
async function notified(sandbox: LianlianSandbox, response: ShopEnd['response']) {
  shop.response = response;
  orderNumber += 1;
  const no_order = `a-${String(orderNumber)}`;
  await call(sandbox, PATHS.direct, { ...orders.direct(sandbox, shop.url), no_order });
  await sandbox.pay(no_order);
  const [attempt] = sandbox.deliveries(no_order);
  if (attempt === undefined) throw new Error('there was no attempt');
  return attempt;
}

const ok = (body: string, headers: Record<string, string> = {}) => ({ status: 200, body, headers });
const WANTED = '{"ret_code":"0000","ret_msg":"ok"}';

describe('an acknowledgement in other words', () => {
  it.each([
    ['single quotes', ok("{'ret_code':'0000','ret_msg':'交易成功'}")],
    ['another text', ok('{"ret_code":"0000","ret_msg":"交易成功"}')],
    ['no text', ok('{"ret_code":"0000"}')],
    ['a byte order mark', ok(`\uFEFF${WANTED}`)],
    ['a line and a script behind it', ok(`${WANTED}\n<script>x({})</script>`)],
    ['much behind it', ok(`${WANTED}\n${'<p>x</p>'.repeat(500)}`)],
    ['a member more', ok('{"ret_code":"0000","ret_msg":"ok","x":1}')],
    ['names without quotes', ok('{ret_code=0000, ret_msg=ok}')],
    ['a comma at its end', ok('{"ret_code":"0000","ret_msg":"ok",\n}')],
    ['a byte order mark for each file of a program in PHP', ok(`\uFEFF\uFEFF${WANTED}`)],
    [
      'more members',
      ok('{"ret_code":"0000","ret_msg":"ok2","data":{"ret_code":"1"}}', { 'content-type': 'text/html' }),
    ],
  ])('%s: is taken, with what the documents want; strictly it is not', async (_, response) => {
    const { acknowledged, warning, explanation } = await notified(lenient, response);
    expect({ acknowledged, explanation }).toEqual({ acknowledged: true, explanation: undefined });
    expect(warning?.en).toContain(WANTED);
    expect(warning?.zh).toContain(WANTED);
    expect(events).toContainEqual(expect.objectContaining({ type: 'delivery', acknowledged: true, warning }));

    const refused = await notified(strict, response);
    expect(refused).toMatchObject({
      acknowledged: false,
      explanation: { en: expect.stringContaining('strict') as string },
    });
  });

  it.each([
    ['the very body', ok(WANTED)],
    [
      'blanks in it, as HTML',
      ok(' { "ret_code" : "0000", "ret_msg" : "ok" }\n', { 'content-type': 'text/html' }),
    ],
  ])('is none where it is %s', async (_, response) => {
    for (const sandbox of [lenient, strict]) {
      const { acknowledged, warning, explanation } = await notified(sandbox, response);
      expect({ acknowledged, warning, explanation }).toEqual({ acknowledged: true });
    }
  });
});

describe('what acknowledges nothing says why', () => {
  it.each([
    ['another code', ok('{"ret_code":"9999","ret_msg":"0000"}'), 'its ret_code is "9999"'],
    ['another code in other words', ok("{'ret_code':'9999'} {'ret_code':'0000'}"), 'its ret_code is "9999"'],
    [
      'another code behind a text that names the right one',
      ok("{'ret_msg':'failed, ret_code:0000 expected','ret_code':'9999'}"),
      'its ret_code is "9999"',
    ],
    [
      'the same in double quotes, with something behind it',
      ok('{"ret_msg":"not saved, ret_code=0000","ret_code":"9999"}\n<!-- 3 ms -->'),
      'its ret_code is "9999"',
    ],
    ['two codes', ok('{"ret_code":"9999","ret_code":"0000","ret_msg":"ok"}'), 'a name stands twice'],
    [
      'two codes beside an object',
      ok('{"data":{},"ret_code":"9999","ret_code":"0000","ret_msg":"ok"}'),
      'a name stands twice',
    ],
    ['two codes in single quotes', ok("{'ret_code':'0000','ret_code':'9999'}"), 'its ret_code is "9999"'],
    ['a code that goes on', ok("{ret_code:0000-1, ret_msg:'fail'}"), 'its ret_code is "0000-1"'],
    ['another code and a comma at its end', ok('{"ret_code":"9999",}'), 'its ret_code is "9999"'],
    [
      'another code, with much behind it',
      ok(`{"ret_code":"9999","ret_msg":"no"}${'x'.repeat(2000)}`),
      'its ret_code is "9999"',
    ],
    [
      'an object that goes on beyond what is looked at',
      ok(`{'ret_code':'0000','ret_msg':'${'x'.repeat(1000)}'}`),
      'no ret_code 0000 in it',
    ],
    ['half of it', ok('{"ret_code":"0000","ret_msg":"rolled ba'), 'no ret_code 0000 in it'],
    ['another name', ok('{"my_ret_code":"0000"}'), 'no ret_code 0000 in it'],
    ['a wrapper', ok(`{"data":${WANTED}}`), 'does something wrap'],
    ['JSON within JSON', ok(JSON.stringify(WANTED)), 'no ret_code 0000 in it'],
    ['a word', ok('success'), 'no ret_code 0000 in it'],
    ['nothing', ok(''), 'its body is empty'],
    ['a page', ok(`<!doctype html>${WANTED}`), 'a page of HTML'],
    ['the status of something created', { status: 201, body: WANTED }, 'HTTP 201. Only HTTP 200'],
    [
      'a redirect',
      { status: 302, body: '', headers: { location: '/login?no_agree=1234' } },
      'a redirect to "/login',
    ],
  ])('%s', async (_, response, says) => {
    const { acknowledged, explanation, warning } = await notified(lenient, response);
    expect({ acknowledged, warning }).toEqual({ acknowledged: false, warning: undefined });
    expect(explanation?.en).toContain(says);
    expect(explanation?.en).not.toContain('1234');
    expect(explanation?.zh).not.toBe('');
    expect(events).toContainEqual(expect.objectContaining({ type: 'delivery', explanation }));
  });

  it('a time-out', async () => {
    const { acknowledged, error, explanation } = await notified(lenient, undefined);
    expect(acknowledged).toBe(false);
    expect(error).toBe('no response within 2000 ms');
    expect(explanation?.en).toContain('No response within 2 s');
    const event = events.find(({ type }) => type === 'delivery');
    // The line reads the response from a sandbox that is open; where none came it needs none.
    expect(event && eventLine(event, {} as OpenSandbox, 'en')).toContain(
      'not acknowledged: no response within 2000 ms  No response within 2 s, and LianLian waits no longer.',
    );
  });

  it('also to the control API and to an expectation', async () => {
    await notified(lenient, ok('success'));
    const no_order = `a-${String(orderNumber)}`;
    const order = await new ControlClient(lenient).get(`orders/${no_order}`);
    expect(JSON.stringify(order)).toContain('no ret_code 0000 in it');
    expect(() => {
      lenient.expectDelivered(no_order);
    }).toThrow('no ret_code 0000 in it');
  });
});

describe('the line of the terminal', () => {
  let open: OpenSandbox;
  const lines: string[] = [];
  beforeAll(async () => {
    open = await openSandbox({
      modulusLength: 1024,
      onEvent: (event) => {
        lines.push(eventLine(event, open, 'en') ?? '');
      },
    });
  });
  afterAll(() => open.stop());

  it('names an unknown path on one line, and nothing in it is obeyed', async () => {
    await fetch(`${open.url}/paymentapi/refund.htm`, { method: 'POST', body: '{}' });
    await fetch(`${open.url}/x%1b%5b2J\u009b/${'y'.repeat(10_000)}`, { method: 'POST', body: '{}' });
    expect(lines[0]).toMatch(
      /unknown path {2}POST {2}There is no \/paymentapi\/refund\.htm\. .* \/refund\.htm: /,
    );
    expect(lines[1]).toMatch(/^[^\p{Cc}]*\n$/u);
    expect(lines[1]?.length).toBeLessThan(1000);
  });
});
