import type { MerchantSource } from 'nestjs-lianlian';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { LoadedMerchants } from '../../../lib/config/loaded-merchants.js';
import type { LianlianSettings } from '../../../lib/config/settings.js';
import { testKeys } from '../../support/merchant.js';

const keys = testKeys();
const limits = { ttlMs: 1_000, unknownTtlMs: 500, capacity: 3, unknownPerSecond: 5, timeoutMs: 100 };
const number = (index: number): string => `20130412100000${String(1000 + index)}`;

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
      await merchants.find(number(1), true);
      await merchants.find(number(2), true);
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
    for (const index of [1, 2, 3]) await merchants.find(number(index), false);
    for (let index = 10; index < 30; index++) await merchants.find(number(index), true);
    find.mockClear();
    for (const index of [1, 2, 3]) await merchants.find(number(index), false);
    expect(find).not.toHaveBeenCalled();
    await merchants.find(number(4), false);
    expect(merchants.values()).toHaveLength(3);
    // Of unknown ones the last three are kept.
    find.mockClear();
    await merchants.find(number(29), true);
    expect(find).not.toHaveBeenCalled();
    await merchants.find(number(10), true);
    expect(find).toHaveBeenCalledTimes(1);
  });

  it('are rationed only where unknown and claimed by anybody', async () => {
    const { find, merchants } = loaded({}, (oidPartner) => oidPartner < number(50));
    // Real ones cost nothing, however many there are.
    for (let index = 0; index < 40; index++) await merchants.find(number(index), true);
    for (let index = 50; index < 55; index++) await merchants.find(number(index), true);
    await expect(merchants.find(number(55), true)).rejects.toThrow(/unknownPerSecond/);
    await expect(merchants.find(number(56), false)).resolves.toBeUndefined();
    find.mockClear();
    vi.advanceTimersByTime(200);
    await expect(merchants.find(number(57), true)).resolves.toBeUndefined();
    await expect(merchants.find(number(58), true)).rejects.toThrow(/unknownPerSecond/);
    expect(find).toHaveBeenCalledTimes(1);
  });

  it('that were kept once are found again through a flood, after their time', async () => {
    const { merchants } = loaded({}, (oidPartner) => oidPartner === number(1));
    await merchants.find(number(1), true);
    vi.advanceTimersByTime(1_001);
    for (let index = 50; index < 55; index++) await merchants.find(number(index), true);
    await expect(merchants.find(number(56), true)).rejects.toThrow();
    await expect(merchants.find(number(1), true)).resolves.toMatchObject({ oidPartner: number(1) });
  });

  it('are forgotten with what is being loaded: a row that was read before the change is not kept', async () => {
    const { find, merchants } = loaded();
    let answer = (): void => undefined;
    find.mockImplementationOnce(
      (oidPartner) =>
        new Promise((resolve) => {
          answer = () => {
            resolve({
              oidPartner,
              privateKey: keys.merchant.privateKey,
              lianlianPublicKey: keys.lianlian.publicKey,
            });
          };
        }),
    );
    const early = merchants.find(number(1), false);
    merchants.forget(number(1));
    answer();
    await early;
    expect(merchants.values()).toEqual([]);
    await merchants.find(number(1), false);
    expect(find).toHaveBeenCalledTimes(2);
  });

  it('that throw at once, or answer nonsense, leave nothing behind', async () => {
    const { find, merchants } = loaded();
    find.mockImplementationOnce(() => {
      throw new Error('no connection');
    });
    await expect(merchants.find(number(1), false)).rejects.toMatchObject({
      message: `merchantSource failed for merchant ${number(1)}`,
      cause: { message: 'no connection' },
    });
    find.mockResolvedValueOnce('nonsense' as never);
    await expect(merchants.find(number(1), false)).rejects.toThrow(/cannot be used/);
    await expect(merchants.find(number(1), false)).resolves.toMatchObject({ oidPartner: number(1) });
  });
});
