import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { ADAPTERS } from '../support/adapters.js';
import { FORM, TEXT_JSON } from '../support/http.js';
import { chunk, exchange, postHead, type RawResponse } from './support/raw-http.js';
import { expectUnharmed, genuine, nothingHandled, openTarget, type Target } from './support/target.js';

const TYPE = ['content-type', TEXT_JSON] as const;
const CHUNKED = ['transfer-encoding', 'chunked'] as const;
const lengthOf = (body: string) => ['content-length', String(Buffer.byteLength(body))] as const;
const text = (overrides: Record<string, string> = {}): string => JSON.stringify(genuine(overrides));
const altered = (): string => JSON.stringify({ ...genuine(), money_order: '0.01' });

describe.each(ADAPTERS)('a notification that arrives in pieces, on %s', (adapter) => {
  let target: Target;
  beforeAll(async () => (target = await openTarget(adapter)));
  afterAll(() => target.close());
  afterEach(() => expectUnharmed(target));

  const post = (
    headers: readonly (readonly [string, string])[],
    ...body: (Buffer | string)[]
  ): Promise<RawResponse> => exchange(target.notifyUrl, [postHead(target.notifyUrl, headers), ...body]);

  it('is accepted as signed, and refused as altered, wherever the packets of its request are split', async () => {
    const whole = (body: string): Buffer =>
      Buffer.from(postHead(target.notifyUrl, [TYPE, lengthOf(body)]) + body);
    const { length } = whole(text({ info_order: '羽毛球' }));
    const statuses = new Set<string>();
    const places = Array.from({ length: length - 1 }, (_, at) => at + 1);
    const sendSplit = async (body: string, kind: string, at: number): Promise<void> => {
      const bytes = whole(body);
      const { status } = await exchange(target.notifyUrl, [bytes.subarray(0, at), bytes.subarray(at)]);
      statuses.add(`${kind}: ${String(status)}`);
    };
    // Twenty at once: the packets of one connection still come one by one.
    for (let first = 0; first < places.length; first += 10) {
      await Promise.all(
        places
          .slice(first, first + 10)
          .flatMap((at) => [
            sendSplit(text({ info_order: '羽毛球' }), 'signed', at),
            sendSplit(altered(), 'altered', at),
          ]),
      );
    }
    expect([...statuses].sort()).toEqual(['altered: 401', 'signed: 200']);
  });

  it('is accepted as signed, and refused as altered, in chunks of every length', async () => {
    const chunksOf = (body: string, size: number): Buffer[] => {
      const bytes = Buffer.from(body);
      const starts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => index * size);
      return [...starts.map((start) => chunk(bytes.subarray(start, start + size))), chunk('')];
    };
    for (const size of [1, 2, 3, 5, 17, 100, 1000]) {
      expect((await post([TYPE, CHUNKED], ...chunksOf(text({ info_order: '羽毛球' }), size))).status).toBe(
        200,
      );
      expect((await post([TYPE, CHUNKED], ...chunksOf(altered(), size))).status).toBe(401);
    }
  });

  it('takes no field from a trailer or a chunk extension', async () => {
    const body = text();
    const extended = Buffer.from(chunk(body).toString('latin1').replace('\r\n', ';no_order=2\r\n'), 'latin1');
    const unsigned = JSON.stringify({ ...genuine(), sign: '' });
    const { sign = '' } = genuine();
    const unseen = nothingHandled(target);
    const trailer = `0\r\nsign: ${sign}\r\n\r\n`;
    expect((await post([TYPE, CHUNKED, ['trailer', 'sign']], chunk(unsigned), trailer)).status).toBe(401);
    unseen();
    expect((await post([TYPE, CHUNKED], extended, chunk(''))).status).toBe(200);
  });

  const body = text();
  const broken: readonly (readonly [
    string,
    number[],
    readonly (readonly [string, string])[],
    (Buffer | string)[],
  ])[] = [
    ['a length and chunks', [400], [TYPE, lengthOf(body), CHUNKED], [chunk(body), chunk('')]],
    ['two lengths', [400], [TYPE, lengthOf(body), ['content-length', '3']], [body]],
    ['a list of lengths', [400], [TYPE, ['content-length', '3, 3']], [body]],
    ['a negative length', [400], [TYPE, ['content-length', '-1']], [body]],
    ['a length in hexadecimal', [400], [TYPE, ['content-length', '0x10']], [body]],
    ['a fractional length', [400], [TYPE, ['content-length', '1.5']], [body]],
    ['a length beyond all numbers', [400], [TYPE, ['content-length', '9'.repeat(30)]], [body]],
    ['a length of several gigabytes', [413], [TYPE, ['content-length', '9999999999']], [body]],
    ['chunks whose length is no number', [400], [TYPE, CHUNKED], ['xyz\r\n', body]],
    ['a chunk longer than it says', [400], [TYPE, CHUNKED], [`2\r\n${body}\r\n0\r\n\r\n`]],
    [
      'a chunk of more bytes than there are numbers',
      [400, 413],
      [TYPE, CHUNKED],
      [`${'f'.repeat(17)}\r\n`, body],
    ],
    ['an unknown transfer', [400, 501], [TYPE, ['transfer-encoding', 'gzip']], [body]],
    ['chunks twice', [400], [TYPE, ['transfer-encoding', 'chunked, x']], [chunk(body), chunk('')]],
    ['a name with a space', [400], [TYPE, ['content-length ', '3'], CHUNKED], [chunk(body), chunk('')]],
    ['a line feed in a header', [400, 401], [TYPE, ['x', 'a\nsign: b'], lengthOf('{}')], ['{}']],
    ['a carriage return in a header', [400], [TYPE, ['x', 'a\rsign: b'], lengthOf('{}')], ['{}']],
    ['a nul in a header', [400], [TYPE, ['x', 'a\0b'], lengthOf('{}')], ['{}']],
    ['headers of 20 KB', [431], [TYPE, ['x', 'a'.repeat(20_000)], lengthOf(body)], [body]],
    ['an expectation that nobody meets', [417], [TYPE, ['expect', 'signature']], [body]],
    ['a shorter length than its body', [400], [TYPE, ['content-length', '20']], [body]],
    ['a length of nothing', [400], [TYPE, ['content-length', '0']], [body]],
    ['no length at all', [400], [TYPE], [body]],
    ['the type of a form before that of JSON', [400], [['content-type', FORM], TYPE, lengthOf('{}')], ['{}']],
  ];
  it.each(broken)(
    'with %s is answered with %j, and no handler runs',
    async (_what, statuses, headers, parts) => {
      const unseen = nothingHandled(target);
      expect(statuses).toContain((await post(headers, ...parts)).status);
      unseen();
    },
  );

  it.each([
    ['a longer length than its body', ['content-length', '5000'], body],
    ['chunks without an end', CHUNKED, chunk(body)],
  ] as const)('with %s is a 408, and no handler runs', async (_what, header, part) => {
    const impatient = await openTarget(adapter, { notifications: { budgetMs: 300 } });
    const unseen = nothingHandled(impatient);
    const { status } = await exchange(impatient.notifyUrl, [
      postHead(impatient.notifyUrl, [TYPE, header]),
      part,
    ]);
    expect(status).toBe(408);
    unseen();
    await impatient.close();
  });

  it('that is followed by another in the same packet is no part of it', async () => {
    const first = text();
    const forged = altered();
    const request = (message: string): string =>
      postHead(target.notifyUrl, [TYPE, lengthOf(message)]).replace(
        'connection: close',
        'connection: keep-alive',
      ) + message;
    const last = postHead(target.notifyUrl, [TYPE, lengthOf('{}')]);
    const before = target.handled.length;
    const { text: responses } = await exchange(target.notifyUrl, [
      request(first) + request(forged) + `${last}{}`,
    ]);
    expect(responses.match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 401', 'HTTP/1.1 400']);
    expect(target.handled.length - before).toBe(1);
  });
});
