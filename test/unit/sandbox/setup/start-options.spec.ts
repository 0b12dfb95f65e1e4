import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { describe, expect, it } from 'vitest';

import { SandboxClock } from '../../../../lib/sandbox/common/clock.js';
import { SandboxError } from '../../../../lib/sandbox/common/sandbox-error.js';

const start = (options: unknown): Promise<LianlianSandbox> => LianlianSandbox.start(options as never);

describe("the sandbox's options", () => {
  it.each([
    [{ prot: 1 }, /^prot is no field; there are port, .*: did you mean port\?$/],
    [
      { merchants: [{ smsflow: false }] },
      /^merchants\[0\]\.smsflow is no field; .*: did you mean smsFlow\?$/,
    ],
    [{ notifications: { intervalMS: 5 } }, /^notifications\.intervalMS is no field; .* intervalMs\?$/],
    [{ port: NaN }, /^port must be a number up to 65535$/],
    [{ refundMs: Infinity }, /^refundMs must be a number of milliseconds/],
    [{ payoutMs: -1 }, /^payoutMs must be a number of milliseconds/],
    [{ balance: '5' }, /^balance must be decimal text with two decimals/],
    [{ merchants: [{ balance: 5 }] }, /^merchants\[0\]\.balance must be decimal text/],
    [{ notifications: { timeoutMs: NaN } }, /^notifications\.timeoutMs must be a number of milliseconds/],
    [
      { notifications: { timeoutMs: 3e9 } },
      /^notifications\.timeoutMs must be a number of milliseconds, from 0/,
    ],
    [{ notifications: { attempts: -1 } }, /^notifications\.attempts must be a whole number/],
    [{ keepRequests: 0.5 }, /^keepRequests must be a whole number/],
    [{ now: new Date(NaN) }, /^now must be a valid Date$/],
    [{ magicAmounts: 'false' }, /^magicAmounts must be true or false$/],
    [null, /must be an object/],
  ])('%j are refused by name', async (options, said) => {
    await expect(start(options)).rejects.toThrow(SandboxError);
    await expect(start(options)).rejects.toThrow(said);
  });

  it('of its methods are refused by name, too', async () => {
    const sandbox = await start({ modulusLength: 1024, port: undefined });
    try {
      await expect(sandbox.pay('o', { requireack: true } as never)).rejects.toThrow(/mean requireAck\?/);
      await expect(sandbox.deliver('o', { how: 'tamperd' } as never)).rejects.toThrow(
        /how must be one of again/,
      );
      await expect(sandbox.deliver('o', { how: 'late', delayMs: NaN })).rejects.toThrow(
        /delayMs must be a number/,
      );
      await expect(sandbox.delivered('o', { timeoutMs: Infinity })).rejects.toThrow(
        /timeoutMs must be a number/,
      );
      await expect(sandbox.fail('o', { oid_partnr: '1' } as never)).rejects.toThrow(
        /did you mean oid_partner\?/,
      );
      expect(() => sandbox.transaction('o', { dt_oder: '1' } as never)).toThrow(/did you mean dt_order\?/);
    } finally {
      await sandbox.stop();
    }
  });

  it.each([NaN, -1, Infinity, '5', 1e15])('a clock is not advanced by %j', async (ms) => {
    const clock = new SandboxClock();
    await expect(clock.advance(ms as number)).rejects.toThrow(RangeError);
    expect(clock.movedMs).toBe(0);
  });
});
