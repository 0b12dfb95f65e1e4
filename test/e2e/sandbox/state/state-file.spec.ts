import { appendFile, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { describe, expect, it } from 'vitest';

import { KeptSandbox } from '../support/kept-sandbox.js';
import { call, type Fields, orders, PATHS } from '../support/merchant.js';
import { callSealed } from '../support/payer.js';

const kept = new KeptSandbox();
const { file, start } = kept;

async function placed(sandbox: LianlianSandbox, no_order: string): Promise<void> {
  await call(sandbox, PATHS.direct, { ...orders.direct(sandbox, kept.shop.url), no_order });
}

const lines = async (): Promise<string[]> => (await readFile(file(), 'utf8')).trimEnd().split('\n');

/** What a sandbox says of an order that it does not have. */
const known = (sandbox: LianlianSandbox, no_order: string): unknown => {
  try {
    return sandbox.transaction(no_order).no_order;
  } catch {
    return undefined;
  }
};

describe('a state file', () => {
  it('grows by what has changed, and not by what there is', async () => {
    const sandbox = await start();
    for (let index = 0; index < 30; index++) await placed(sandbox, `o-${String(index)}`);
    await expect.poll(lines).toContainEqual(expect.stringContaining('"no_order":"o-29"'));
    const before = await lines();
    await placed(sandbox, 'one-more');
    await expect.poll(lines).toContainEqual(expect.stringContaining('"no_order":"one-more"'));
    const after = await lines();
    expect(after.slice(0, before.length)).toEqual(before);
    const added = after.slice(before.length).join('\n');
    expect(added).not.toContain('"o-1"');
  });

  it('forgets what a batch was in the middle of when the power went, and nothing before it', async () => {
    const first = await start();
    await placed(first, 'kept');
    await first.stop();
    const whole = await readFile(file(), 'utf8');
    const order = whole.split('\n').find((line) => line.startsWith('{"kind":"order"')) ?? '';
    const lost = order.replaceAll('"kept"', '"lost"').replace(/"key":"\d+"/, '"key":"1"');
    for (const torn of [`${lost}\n`, `${lost}\n{"small":{"ahe`]) {
      await writeFile(file(), whole);
      await appendFile(file(), torn);
      const again = await start();
      expect([known(again, 'kept'), known(again, 'lost')]).toEqual(['kept', undefined]);
      await again.stop();
      expect(await readFile(file(), 'utf8')).not.toContain('"lost"');
    }
  });

  it('keeps what is gone gone: a reset, a bound card, old requests', async () => {
    const first = await start({ keepRequests: 2 });
    for (const no_order of ['o-1', 'o-2', 'o-3']) await placed(first, no_order);
    const before = first.requests;
    await first.stop();
    const second = await start({ keepRequests: 2 });
    expect(second.requests).toEqual(before);
    expect(second.requests).toHaveLength(2);
    await fetch(`${second.url}/_sandbox/reset`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    await placed(second, 'o-4');
    await second.stop();
    const third = await start();
    expect(['o-1', 'o-2', 'o-3', 'o-4'].map((no_order) => known(third, no_order))).toEqual([
      ...[undefined, undefined, undefined],
      'o-4',
    ]);
  });

  it('is written anew where most of it is of no use any more', async () => {
    const first = await start({ keepRequests: 1 });
    for (let index = 0; index < 5; index++) await placed(first, `o-${String(index)}`);
    await first.stop();
    const useless = (await lines()).at(-1) ?? '';
    await appendFile(file(), `${useless}\n`.repeat(2_000));
    const second = await start({ keepRequests: 1 });
    expect((await lines()).length).toBeLessThan(100);
    expect(known(second, 'o-4')).toBe('o-4');
  });

  it('keeps a currency, what was settled, and a code of MPAY that was used up', async () => {
    const first = await start({ exchangeRates: { USD: '7.25' } });
    await placed(first, 'yuan');
    const dollars = { ...orders.exchange(first, kept.shop.url), no_order: 'dollars' };
    const { fields: applied } = await call(first, PATHS.exchangeApply, dollars);
    await first.pay('dollars');
    const mpay = { ...orders.apply(first, kept.shop.url), no_order: 'mpay', pay_type: '2' };
    const { fields: once } = await callSealed(first, PATHS.mpayApply, mpay);
    const { oid_partner = '', money_order = '' }: Fields = mpay;
    const verify = {
      oid_partner,
      sign_type: 'RSA',
      no_order: 'mpay',
      money_order,
      token: once['token'] ?? '',
    };
    const wrong = await call(first, PATHS.mpayVerify, { ...verify, verify_code: '000000' });
    expect([applied['ret_code'], once['ret_code'], wrong.fields['ret_code']]).toEqual([
      '0000',
      '8888',
      '1900',
    ]);
    const before = ['yuan', 'dollars'].map((no_order) => first.transaction(no_order));
    await first.stop();
    const yuan = (await lines()).find(
      (line) => line.includes('"no_order":"yuan"') && line.includes('"order"'),
    );
    expect(yuan).not.toMatch(/currency|settlement/);

    const second = await start();
    expect(['yuan', 'dollars'].map((no_order) => second.transaction(no_order))).toEqual(before);
    expect(second.transaction('dollars').settlement).toMatchObject({
      money_pay: '216.78',
      exchange_rate: '7.25',
    });
    expect(await second.refund('dollars', '1.00')).toMatchObject({ rate: '7.25' });
    const again = await call(second, PATHS.mpayVerify, { ...verify, verify_code: '123456' });
    expect(again.fields['ret_code']).toBe('1000');
  });

  it('of version 2 is taken over, with all that it holds', async () => {
    const first = await start({ seed: 'a' });
    await placed(first, 'o-1');
    await first.pay('o-1');
    const { options } = first;
    await first.stop();
    await writeFile(file(), await asVersion2(await lines()));
    const second = await start();
    expect({ ...second.options, gateway: '' }).toEqual({ ...options, gateway: '' });
    expect(second.transaction('o-1')).toEqual(first.transaction('o-1'));
    expect(second.deliveries('o-1')).toEqual(first.deliveries('o-1'));
    expect((await lines())[0]).toContain('"version":3');
  });

  it('belongs to one sandbox at a time, and to the next one once that has stopped', async () => {
    const first = await start();
    await expect(start()).rejects.toThrow(
      `another sandbox that runs keeps its state in ${file()}: stop that one, or name another file`,
    );
    await placed(first, 'o-1');
    await first.stop();
    expect(known(await start(), 'o-1')).toBe('o-1');
  });

  it('is free again after a start that failed, and leaves no lock behind', async () => {
    const port = Number(new URL((await start({ stateFile: undefined })).url).port);
    await expect(start({ port })).rejects.toThrow('is in use');
    expect(await readdir(kept.folder)).toEqual([]);
    await (await start()).stop();
    expect(await readdir(kept.folder)).toEqual(['state.json']);
  });

  it('may lie deeper than the path of a socket may be long', async () => {
    const deep = join(kept.folder, ...Array.from({ length: 12 }, () => 'a-folder-in-a-folder'), 'state.json');
    await start({ stateFile: deep });
    await expect(start({ stateFile: deep })).rejects.toThrow('another sandbox that runs');
  });

  it('is taken by one of several that begin at the same moment, at most', async () => {
    const begun = await Promise.allSettled(Array.from({ length: 6 }, () => start()));
    expect(begun.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
    await Promise.all(kept.open.splice(0).map((each) => each.stop()));
    expect((await readdir(kept.folder)).filter((name) => name.endsWith('.lock'))).toEqual([]);
  });
});

describe('what a killed run has left', () => {
  it('is swept: its state on the way to the disk, and its keys', async () => {
    const left = [`${file()}.0123abcd.tmp`, join(kept.folder, 'lianlian.private.pem.0123abcd.tmp')];
    const others = [join(kept.folder, 'notes.tmp'), join(kept.folder, 'other.json.0123abcd.tmp')];
    for (const path of [...left, ...others]) {
      await writeFile(path, 'a key');
      await utimes(path, new Date(0), new Date(0));
    }
    await start({ keysDir: kept.folder });
    for (const path of left) await expect(stat(path)).rejects.toThrow('ENOENT');
    for (const path of others) expect((await stat(path)).size).toBe(5);
  });
});

/** The document of version 2, from the lines of version 3. */
async function asVersion2([heading = '', ...rest]: readonly string[]): Promise<string> {
  const parsed = rest.map((line) => JSON.parse(line) as Record<string, unknown>);
  const small = parsed.findLast((line) => 'small' in line)?.['small'] as Record<string, unknown>;
  const of = (kind: string): unknown[] => {
    const things = new Map(
      parsed.filter((line) => line['kind'] === kind).map((line) => [line['key'], line['is']]),
    );
    return [...things.values()].filter((each) => each !== undefined);
  };
  const state = {
    aheadMs: small['aheadMs'],
    ids: small['ids'],
    orders: of('order'),
    pendingRefunds: of('pendingRefund'),
    cards: of('card'),
    bindings: of('binding'),
    sms: of('sms'),
    checkouts: of('checkout'),
    notifications: of('notification'),
    requests: { sequence: small['requests'], requests: of('request') },
    scenarios: { ...(small['scenarios'] as object), draws: [], magic: [] },
  };
  return Promise.resolve(JSON.stringify({ ...(JSON.parse(heading) as object), version: 2, state }));
}
