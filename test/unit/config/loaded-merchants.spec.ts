import type { MerchantSource } from 'nestjs-lianlian';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { KnownKey } from '../../../lib/config/lianlian-keys.js';
import { LoadedMerchants } from '../../../lib/config/loaded-merchants.js';
import type { LianlianSettings } from '../../../lib/config/settings.js';
import { testKeys } from '../../support/merchant.js';

const keys = testKeys();
const limits = { ttlMs: 1_000, unknownTtlMs: 500, capacity: 3, unknownPerSecond: 5, timeoutMs: 100 };
const number = (index: number): string => `20130412100000${String(1000 + index)}`;
/** No key of LianLian's signed it. */
const forged = (): boolean => false;

function loaded(
  options: Partial<LianlianSettings['merchantCache']> = {},
  isKnown: (oidPartner: string) => boolean = () => true,
): { find: ReturnType<typeof vi.fn<MerchantSource['find']>>; merchants: LoadedMerchants } {
  const find = vi.fn<MerchantSource['find']>((oidPartner) =>
    Promise.resolve(
      isKnown(oidPartner)
        ? { oidPartner, privateKey: keys.merchant.privateKey, lianlianPublicKey: keys.lianlian.publicKey }
        : null,
    ),
  );
  return { find, merchants: new LoadedMerchants({ find }, { ...limits, ...options }) };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('merchants that were loaded', () => {
  it('are asked for again after their time, unknown ones after a time of their own', async () => {
    const { find, merchants } = loaded({}, (oidPartner) => oidPartner === number(1));
    const look = async (): Promise<void> => {
      await merchants.find(number(1), forged);
      await merchants.find(number(2), forged);
    };
    await look();
    await look();
    expect(find).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(501);
    await look();
    expect(find).toHaveBeenCalledTimes(3);
    vi.advanceTimersByTime(501);
    await look();
    expect(find.mock.calls.map(([oidPartner]) => oidPartner)).toEqual([
      ...[number(1), number(2)],
      number(2),
      ...[number(1), number(2)],
    ]);
  });

  it('are no more than the capacity, and unknown numbers push none of them out', async () => {
    const { find, merchants } = loaded({ unknownPerSecond: 100 }, (oidPartner) => oidPartner < number(10));
    for (const index of [1, 2, 3]) await merchants.find(number(index));
    for (let index = 10; index < 30; index++) await merchants.find(number(index), forged);
    find.mockClear();
    for (const index of [1, 2, 3]) await merchants.find(number(index));
    expect(find).not.toHaveBeenCalled();
    await merchants.find(number(4));
    expect(merchants.values()).toHaveLength(3);
    // Of unknown ones the last three are kept.
    find.mockClear();
    await merchants.find(number(29), forged);
    expect(find).not.toHaveBeenCalled();
    await merchants.find(number(10), forged);
    expect(find).toHaveBeenCalledTimes(1);
  });

  it('are rationed only where unknown and claimed by anybody', async () => {
    const { find, merchants } = loaded({}, (oidPartner) => oidPartner < number(50));
    // Real ones cost nothing, however many there are.
    for (let index = 0; index < 40; index++) await merchants.find(number(index), forged);
    for (let index = 50; index < 55; index++) await merchants.find(number(index), forged);
    await expect(merchants.find(number(55), forged)).rejects.toThrow(/unknownPerSecond/);
    await expect(merchants.find(number(56))).resolves.toBeUndefined();
    find.mockClear();
    vi.advanceTimersByTime(200);
    await expect(merchants.find(number(57), forged)).resolves.toBeUndefined();
    await expect(merchants.find(number(58), forged)).rejects.toThrow(/unknownPerSecond/);
    expect(find).toHaveBeenCalledTimes(1);
  });

  it('are asked for beyond the ration where a key that was seen before signed the message', async () => {
    const { find, merchants } = loaded({}, (oidPartner) => oidPartner < number(50));
    const checked: KnownKey[] = [];
    const signed = (known: KnownKey): boolean => {
      checked.push(known);
      return known.key.equals(keys.lianlian.publicKey);
    };
    for (let index = 50; index < 55; index++) await merchants.find(number(index), forged);
    // No key of LianLian's is known yet.
    await expect(merchants.find(number(1), signed)).rejects.toThrow(/unknownPerSecond/);
    expect(checked).toEqual([]);
    await merchants.find(number(0));
    for (let index = 1; index < 40; index++) {
      await expect(merchants.find(number(index), signed)).resolves.toMatchObject({
        oidPartner: number(index),
      });
    }
    await expect(merchants.find(number(40), forged)).rejects.toThrow(/unknownPerSecond/);
    // All of them have one key: it is tried once for each message.
    expect(checked).toHaveLength(39);
    expect(checked[0]?.signType).toBe('RSA');
    // The key outlives the merchants that brought it.
    vi.advanceTimersByTime(limits.ttlMs + 1);
    merchants.forget(undefined);
    for (let index = 55; index < 60; index++) await merchants.find(number(index), forged);
    find.mockClear();
    await expect(merchants.find(number(40), signed)).resolves.toMatchObject({ oidPartner: number(40) });
    expect(find).toHaveBeenCalledTimes(1);
  });

  it('are no way round the ration for a key that signs for merchants that there are not', async () => {
    const { find, merchants } = loaded({}, (oidPartner) => oidPartner < number(50));
    const signed = (): boolean => true;
    await merchants.find(number(0));
    find.mockClear();
    for (let index = 50; index < 60; index++) await merchants.find(number(index), signed);
    // Twice the ration: that of everybody, and that of the key.
    expect(find).toHaveBeenCalledTimes(10);
    await expect(merchants.find(number(60), signed)).rejects.toThrow(/unknownPerSecond/);
    // One that is known to be unknown costs nothing.
    await expect(merchants.find(number(59), signed)).resolves.toBeUndefined();
    expect(find).toHaveBeenCalledTimes(10);
  });

  it('that were kept once are found again through a flood, after their time', async () => {
    const { merchants } = loaded({}, (oidPartner) => oidPartner === number(1));
    await merchants.find(number(1), forged);
    vi.advanceTimersByTime(1_001);
    for (let index = 50; index < 55; index++) await merchants.find(number(index), forged);
    await expect(merchants.find(number(56), forged)).rejects.toThrow();
    await expect(merchants.find(number(1), forged)).resolves.toMatchObject({ oidPartner: number(1) });
  });

  it('are forgotten with what is being loaded: a row that was read before the change is not kept', async () => {
    const { find, merchants } = loaded();
    let release = (): void => undefined;
    find.mockImplementationOnce(
      (oidPartner) =>
        new Promise((resolve) => {
          release = () => {
            resolve({
              oidPartner,
              privateKey: keys.merchant.privateKey,
              lianlianPublicKey: keys.lianlian.publicKey,
            });
          };
        }),
    );
    const early = merchants.find(number(1));
    merchants.forget(number(1));
    release();
    await early;
    expect(merchants.values()).toEqual([]);
    await merchants.find(number(1));
    expect(find).toHaveBeenCalledTimes(2);
  });

  it('that throw at once, or answer nonsense, leave nothing behind', async () => {
    const { find, merchants } = loaded();
    find.mockImplementationOnce(() => {
      throw new Error('no connection');
    });
    await expect(merchants.find(number(1))).rejects.toMatchObject({
      message: `merchantSource failed for merchant ${number(1)}`,
      cause: { message: 'no connection' },
    });
    find.mockResolvedValueOnce('nonsense' as never);
    await expect(merchants.find(number(1))).rejects.toThrow(/cannot be used/);
    await expect(merchants.find(number(1))).resolves.toMatchObject({ oidPartner: number(1) });
  });
});
