import { setTimeout as sleep } from 'node:timers/promises';

import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { type ObservedStep, ObservedSteps } from '../../../../lib/common/logging/observed-steps.js';

type Observe = (step: ObservedStep<string, string>) => unknown;

const logged = vi.spyOn(Logger.prototype, 'error').mockReturnValue();
const escaped: unknown[] = [];
const note = (error: unknown): void => {
  escaped.push(error);
};
beforeEach(() => {
  logged.mockReset().mockReturnValue();
  escaped.length = 0;
  process.on('unhandledRejection', note);
});
afterEach(() => {
  process.off('unhandledRejection', note);
});

const fail = (): never => {
  throw new Error('the observer is out of order');
};

/** How an observer fails, and whether that is to be said. */
const BROKEN: [how: string, observe: Observe, isSaid: boolean][] = [
  ['throws before the step', fail, true],
  ['throws after it', (step) => (void step(), fail()), true],
  ['rejects before the step', async () => fail(), true],
  ['rejects after it', (step) => step().then(fail), true],
  ['never calls the step', () => undefined, false],
  ['never ends', () => new Promise(() => undefined), false],
  ['never ends after the step', (step) => step().then(() => new Promise(() => undefined)), false],
  ['calls it twice', (step) => Promise.all([step(), step()]), false],
  ['calls it again when it has ended', (step) => step().then(() => step()), false],
  ['calls it late', async (step) => (await sleep(5), step()), false],
  ['swallows what it gives', (step) => step().then(() => undefined), false],
  ['gives something else', async (step) => (await step(), 'something else'), false],
  [
    'writes into what it is given',
    (step) => step().then((ended) => Object.assign(ended, { status: 'fulfilled', value: 'forged' })),
    true,
  ],
  ['gives what throws when it is waited for', () => ({ then: fail }), true],
  ['throws what cannot be read', () => Promise.reject(revoked()), true],
];

function revoked(): Error {
  const { proxy, revoke } = Proxy.revocable(new Error(), {});
  revoke();
  return proxy;
}

function stepsWith(observe: Observe): ObservedSteps<Observe> {
  const steps = new ObservedSteps<Observe>(() => 'broken');
  steps.observeBy(observe);
  return steps;
}

describe.each(BROKEN)('an observer that %s', (_how, observe, isSaid) => {
  it.each(['gives', 'throws'])('leaves what the step %s, which runs once', async (ending) => {
    const reason = new Error('of the step');
    const step = vi.fn(async () => {
      await sleep(1);
      if (ending === 'throws') throw reason;
      return 'of the step';
    });
    const steps = stepsWith(observe);
    const run = (): Promise<string> => steps.run(step, (observer, observed) => observer(observed));
    const [result] = await Promise.allSettled([run()]);
    expect(result).toEqual(
      ending === 'throws' ? { status: 'rejected', reason } : { status: 'fulfilled', value: 'of the step' },
    );
    await Promise.allSettled([run()]);
    await sleep(20);
    expect(step).toHaveBeenCalledTimes(2);
    expect(escaped).toEqual([]);
    expect(logged.mock.calls.map(([message]) => message as unknown)).toEqual(isSaid ? ['broken'] : []);
  });
});

describe('an observer', () => {
  it('gives the step something, and has done its part before the caller goes on', async () => {
    const order: string[] = [];
    const steps = stepsWith(async (step) => {
      order.push(JSON.stringify(await step('a trace')));
    });
    const given = await steps.run(
      async ([trace]) => String(trace),
      (observer, step) => observer(step),
    );
    order.push(given);
    expect(order).toEqual(['{"status":"fulfilled","value":"a trace"}', 'a trace']);
  });

  it('is not the only one: each gives the step what it has, the first first', async () => {
    const steps = stepsWith((step) => step('the first'));
    steps.observeBy(fail);
    steps.observeBy((step) => step());
    steps.observeBy((step) => step('the last'));
    const given = await steps.run(
      async (all) => all.join(', '),
      (observer, step) => observer(step),
    );
    expect(given).toBe('the first, the last');
    expect(logged).toHaveBeenCalledTimes(1);
  });

  it('changes nothing where the logger of the app throws, too', async () => {
    logged.mockImplementation(fail);
    const steps = stepsWith(fail);
    await expect(
      steps.run(
        async () => 'done',
        (observer, step) => observer(step),
      ),
    ).resolves.toBe('done');
    expect(logged).toHaveBeenCalledTimes(1);
  });
});
