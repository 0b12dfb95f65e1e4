import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { ADAPTERS } from '../support/adapters.js';
import { ACK, FORM, get, post, sleep, TEXT_JSON } from '../support/http.js';
import { AppProcess, buildProgram } from './support/app-process.js';
import { chunk, exchange, postHead, postRaw, type RawResponse } from './support/raw-http.js';
import { genuine } from './support/target.js';

const BUDGET_MS = 4_000;
/** A response is late after that: the budget, and a machine that is busy with other things. */
const LATE_MS = BUDGET_MS + 26_000;
/** What a shop may hold while it is attacked, beyond what it holds in calm. */
const BOUND_MB = 50;
const KILOBYTE = 1024;
const MEGABYTE = 1024 * KILOBYTE;

const CHUNKED = ['transfer-encoding', 'chunked'] as const;

describe.each(ADAPTERS)('a shop whose senders mean harm, on %s', (adapter) => {
  let program: Awaited<ReturnType<typeof buildProgram>>;
  let app: AppProcess;
  let notifyUrl: string;
  let calmMb: number;
  let acknowledged = 0;

  beforeAll(async () => {
    program = await buildProgram(new URL('./support/app-child.ts', import.meta.url));
    app = await AppProcess.start(program.file, adapter, BUDGET_MS);
    notifyUrl = `${app.url}/payments/notify`;
    await expectService();
    calmMb = (await app.measure()).usedMb;
  });
  afterAll(async () => {
    await app.stop();
    await program.remove();
  });
  afterEach(async () => {
    await expectService();
    const { handled, unexpected } = await app.measure();
    expect({ handled, unexpected }).toEqual({ handled: acknowledged, unexpected: 0 });
  });

  /** Meanwhile and afterwards, honest requests are served. */
  async function expectService(): Promise<void> {
    expect(app.isAlive).toBe(true);
    expect((await get(`${app.url}/own`)).text).toBe('fine');
    expect(await post(notifyUrl, genuine())).toMatchObject({ status: 200, text: ACK });
    acknowledged++;
  }

  const many = <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: count }, (_, index) => make(index)));
  const statusesOf = (responses: readonly RawResponse[]): number[] => [
    ...new Set(responses.map(({ status }) => status)),
  ];

  it.each([
    ['whole', 60],
    // Each of which a careless reader keeps as an object of its own, a hundred times its size.
    ['in chunks of one byte', 8],
  ] as const)(
    'holds little of bodies that stall, sent %s, and answers each with a 408 in time',
    async (how, senders) => {
      const body = Buffer.from(`{"filler":"${'x'.repeat(60 * KILOBYTE)}`);
      const [coding, sent] =
        how === 'whole'
          ? ([['content-length', String(64 * KILOBYTE)], body] as const)
          : ([CHUNKED, Buffer.concat(Array.from(body, (byte) => chunk(Buffer.of(byte))))] as const);
      const head = postHead(notifyUrl, [['content-type', TEXT_JSON], coding]);
      const stalled = many(senders, () => exchange(notifyUrl, [head, sent], { patienceMs: LATE_MS }));
      let heldMb = 0;
      const state = { isOver: false };
      void stalled.finally(() => (state.isOver = true)).catch(() => undefined);
      while (!state.isOver) {
        heldMb = Math.max(heldMb, (await app.measure()).usedMb - calmMb);
        await expectService();
        await sleep(200);
      }
      expect(statusesOf(await stalled)).toEqual([408]);
      // At most three and a half megabytes came, and the chunks of one byte are half of one.
      expect(heldMb).toBeLessThan(BOUND_MB);
    },
  );

  it('answers two hundred senders that trickle, or send nothing, with a 408 in time', async () => {
    const responses = many(200, (index) => {
      const head = postHead(notifyUrl, [
        ['content-type', index % 2 === 0 ? TEXT_JSON : 'text/plain'],
        ['content-length', '5000'],
      ]);
      return exchange(notifyUrl, [head, ...(index % 3 === 0 ? [] : '{"no_order":"x'.split(''))], {
        pauseMs: 150,
        patienceMs: LATE_MS,
      });
    });
    await expectService();
    expect((await app.measure()).usedMb - calmMb).toBeLessThan(BOUND_MB);
    expect(statusesOf(await responses)).toEqual([408]);
  });

  it('sends payers on whose bodies stall', async () => {
    const returnUrl = `${app.url}/payments/return`;
    const head = postHead(returnUrl, [
      ['content-type', 'text/plain'],
      ['content-length', '5000'],
    ]);
    const responses = await many(20, () => exchange(returnUrl, [head, 'no_order='], { patienceMs: LATE_MS }));
    expect(statusesOf(responses)).toEqual([303]);
  });

  /** A body without an end, in pieces of 16 KB. */
  function* endless(type: string, note: (bytes: number) => void): Generator<Buffer | string> {
    yield postHead(notifyUrl, [['content-type', type], CHUNKED]).replace(
      'connection: close',
      'connection: keep-alive',
    );
    yield chunk(type === FORM ? 'a=' : '{"a":"');
    const piece = chunk(Buffer.alloc(16 * KILOBYTE, 'x'));
    for (;;) {
      note(piece.length);
      yield piece;
    }
  }

  // On Express, Nest's own parsers read these two types first. They keep nothing of what is too long, and let it run
  // on: Node's own requestTimeout is what ends it.
  const readByUs = adapter === 'express' ? [TEXT_JSON, 'text/plain'] : [TEXT_JSON, 'application/json', FORM];
  const readByExpress = adapter === 'express' ? ['application/json', FORM] : [];

  it.each(readByUs)('breaks off endless bodies of the type %s, and keeps none of them', async (type) => {
    let written = 0;
    const note = (bytes: number): number => (written += bytes);
    const responses = await many(8, () => exchange(notifyUrl, endless(type, note), { patienceMs: LATE_MS }));
    // A client that was still writing when the connection went may have lost the response.
    expect([0, 413]).toEqual(expect.arrayContaining(statusesOf(responses)));
    expect(written / MEGABYTE).toBeLessThan(8 * 64);
    expect((await app.measure()).usedMb - calmMb).toBeLessThan(BOUND_MB);
  });

  it.each(readByExpress)('keeps nothing of endless bodies of the type %s', async (type) => {
    let written = 0;
    const note = (bytes: number): number => (written += bytes);
    const ended = Promise.allSettled(
      Array.from({ length: 2 }, () => exchange(notifyUrl, endless(type, note), { patienceMs: 3_000 })),
    );
    await vi.waitUntil(() => written > 50 * MEGABYTE, { timeout: 60_000 });
    expect((await app.measure()).usedMb - calmMb).toBeLessThan(BOUND_MB);
    await expectService();
    await ended;
  });

  const BOMB = Buffer.from(`{"filler":"${' '.repeat(64 * MEGABYTE)}"}`);
  const BOMBS: readonly (readonly [string, () => Buffer])[] = [
    ['gzip', () => gzipSync(BOMB)],
    ['gzip', () => gzipSync(gzipSync(BOMB))],
    ['deflate', () => deflateSync(BOMB)],
    ['deflate', () => deflateRawSync(BOMB)],
    ['br', () => brotliCompressSync(BOMB, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
  ];
  it.each(BOMBS)('inflates no bomb of %s', async (coding, make) => {
    const bomb = make();
    for (const type of [TEXT_JSON, 'application/json', FORM]) {
      const responses = await many(4, () =>
        postRaw(notifyUrl, bomb, [
          ['content-type', type],
          ['content-encoding', coding],
        ]),
      );
      expect([400, 413, 415]).toEqual(expect.arrayContaining(statusesOf(responses)));
    }
    expect((await app.measure()).usedMb - calmMb).toBeLessThan(BOUND_MB);
  });
});
