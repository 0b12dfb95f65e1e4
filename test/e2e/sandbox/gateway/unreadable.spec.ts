import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { eventLine } from '../../../../lib/cli/sandbox/event-lines.js';
import type { SandboxEvent } from '../../../../lib/sandbox/contract.js';
import { type OpenSandbox, openSandbox } from '../../../../lib/sandbox/open-sandbox.js';
import { PATHS, textOf } from '../support/merchant.js';

/** A request that cannot be read leaves a line that says why: a client in another language hears `1012` and no more. */

let open: OpenSandbox;
const events: SandboxEvent[] = [];
beforeAll(async () => {
  open = await openSandbox({ modulusLength: 1024, onEvent: (event) => void events.push(event) });
});
afterAll(() => open.stop());
beforeEach(() => events.splice(0));

/** `羽毛球` in GBK, by its bytes. */
const GBK = Buffer.from([0xd3, 0xf0, 0xc3, 0xab, 0xc7, 0xf2]);
const inGbk = Buffer.concat([Buffer.from('{"name_goods":"'), GBK, Buffer.from('"}')]);
const MULTIPART = '--x\r\nContent-Disposition: form-data; name="oid_partner"\r\n\r\n1\r\n--x--\r\n';

async function sent(path: string, body: string | Buffer): Promise<string> {
  const headers = { 'content-type': 'application/json;charset=GBK' };
  const response = await fetch(open.url + path, { method: 'POST', body, headers });
  return response.text();
}

const UNREADABLE: readonly (readonly [what: string, path: string, body: string | Buffer, says: string])[] = [
  ['GBK', PATHS.direct, inGbk, 'not UTF-8; in GBK it can be read'],
  ['UTF-16', PATHS.direct, Buffer.from('\uFEFF{"a":"b"}', 'utf16le'), 'The body is not UTF-8'],
  ['Latin-1', PATHS.direct, Buffer.from('{"a":"\u00e9"}', 'latin1'), 'The body is not UTF-8. '],
  ['a compressed body', PATHS.direct, gzipSync('{}'), 'compressed'],
  ['too long a body', PATHS.direct, `{"a":"${'x'.repeat(300_000)}"}`, 'longer than 256 KiB'],
  ['nothing', PATHS.direct, '', 'The body is empty'],
  ['nothing to a page', PATHS.redirect, ' ', 'The body is empty'],
  ['a form for JSON', PATHS.direct, 'oid_partner=1&sign=x%3D', 'is a form, and this API takes JSON'],
  ['JSON for a form', PATHS.redirect, '{"oid_partner":"1"}', 'is JSON, and this API takes a form'],
  ['JSON for a form of one field', PATHS.h5, '{"oid_partner":"1"}', 'is JSON, and this API takes a form'],
  ['a multipart form', PATHS.redirect, MULTIPART, 'multipart'],
  ['a multipart form for JSON', PATHS.direct, MULTIPART, 'multipart'],
  ['single quotes', PATHS.direct, "{'oid_partner':'1'}", 'no JSON'],
  ['a list', PATHS.direct, '[1]', 'not one object'],
  ['JSON within JSON', PATHS.direct, '"{}"', 'not one object'],
  ['a name that occurs twice', PATHS.direct, '{"a":"1","a":"2"}', 'A field occurs twice'],
  ['a field that occurs twice', PATHS.redirect, 'no_order=1&no_order=2', 'A field occurs twice'],
  ['a form in GBK', PATHS.banking, 'name_goods=%D3%F0%C3%AB&a=1', 'not urlencoded UTF-8'],
  ['a form without its one field', PATHS.h5, 'oid_partner=1', 'req_data'],
  ['a field with broken JSON', PATHS.h5, 'req_data=%7B', 'no JSON'],
];

describe.each(UNREADABLE)('%s', (_, path, body, says) => {
  it('is a 1012, and a line, a record and the page say why', async () => {
    const text = await sent(path, body);
    expect(text.startsWith('{') ? (JSON.parse(text) as object) : textOf(text, 'ret_code')).toEqual(
      text.startsWith('{') ? { ret_code: '1012', ret_msg: '请求报文解析失败' } : '1012',
    );
    const [event] = events;
    if (event?.type !== 'request') throw new Error('there was no event');
    expect(event.explanation?.en).toContain(says);
    expect(event.explanation?.zh).toMatch(/[。？]$/);
    expect(open.log.all().at(-1)?.explanation).toEqual(event.explanation);
    expect(eventLine(event, open, 'en')).toContain(says);
    if (!text.startsWith('{')) expect(text).toContain('data-testid="explanation"');
  });
});

it('nothing of the body stands in the line', async () => {
  await sent(PATHS.direct, '{"card_no":"6222021001116245702",}');
  const [event] = events;
  expect(event?.type === 'request' && eventLine(event, open, 'en')).not.toContain('6222');
});
