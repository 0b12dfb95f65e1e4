import { setTimeout as sleep } from 'node:timers/promises';

import { Logger } from '@nestjs/common';
import {
  combineLatest,
  concat,
  EMPTY,
  filter,
  from,
  map,
  merge,
  mergeMap,
  NEVER,
  Observable,
  of,
  share,
  Subject,
  Subscriber,
  switchMap,
  take,
  tap,
  timeout,
} from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { type LianlianEvent, LianlianEvents } from '../../../../lib/notifications/model/lianlian-events.js';

const refused = { type: 'refused', status: 401, reason: 'invalid-signature' } as const;
const handled = {
  type: 'handled',
  kind: 'payment',
  oid_partner: '201304121000001004',
  no_order: 'o-1',
  oid_paybill: '1',
  durationMs: 3,
} as const;

const logged = vi.spyOn(Logger.prototype, 'error').mockReturnValue();
Logger.overrideLogger(false);
const escaped: unknown[] = [];
const note = (error: unknown): void => {
  escaped.push(error);
};
beforeEach(() => {
  logged.mockClear();
  escaped.length = 0;
  process.on('uncaughtException', note).on('unhandledRejection', note);
});
afterEach(() => {
  process.off('uncaughtException', note).off('unhandledRejection', note);
});

const fails = (): never => {
  throw new Error('the alarm is out of order');
};
function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
const rejects: () => unknown = async () => fails();

class ThrowingSubscriber extends Subscriber<LianlianEvent> {
  override next(): never {
    return fails();
  }
}

describe('a subscriber of events.all$ that fails', () => {
  it.each<[how: string, subscribe: (events: LianlianEvents) => unknown]>([
    ['throws', ({ all$ }) => all$.subscribe(fails)],
    ['rejects', ({ all$ }) => all$.subscribe(rejects)],
    ['throws in an observer', ({ all$ }) => all$.subscribe({ next: fails })],
    [
      'throws behind operators',
      ({ all$ }) => all$.pipe(filter(({ type }) => type === 'refused')).subscribe(fails),
    ],
    ['rejects behind operators', ({ all$ }) => all$.pipe(map(({ at }) => at)).subscribe(rejects)],
    ['throws behind pipes of pipes', ({ all$ }) => all$.pipe(map(String)).pipe(map(String)).subscribe(fails)],
    ['throws in an operator', ({ all$ }) => all$.pipe(tap(fails)).subscribe()],
    ['rejects in an operator', ({ all$ }) => all$.pipe(mergeMap(async () => fails())).subscribe()],
    ['throws on an error', ({ all$ }) => all$.pipe(tap(fails)).subscribe({ error: fails })],
    ['throws at the end', ({ all$ }) => all$.pipe(take(1)).subscribe({ complete: fails })],
    ['throws behind merge', ({ all$ }) => merge(all$, EMPTY).subscribe(fails)],
    ['rejects behind merge', ({ all$ }) => merge(all$, NEVER).subscribe(rejects)],
    ['throws behind from', ({ all$ }) => from(all$).subscribe({ next: fails })],
    ['throws behind concat', ({ all$ }) => concat(EMPTY, all$).subscribe(fails)],
    ['throws behind combineLatest', ({ all$ }) => combineLatest([all$, of(1)]).subscribe(fails)],
    [
      'throws behind switchMap and operators',
      ({ all$ }) => of(1).pipe(switchMap(() => all$), map(String)).subscribe(fails), // prettier-ignore
    ],
    ['throws in an operator of a part of merge', ({ all$ }) => merge(all$.pipe(tap(fails))).subscribe()],
    ['throws in an operator behind merge', ({ all$ }) => merge(all$).pipe(tap(fails)).subscribe()],
    ['throws behind a shared one', ({ all$ }) => merge(all$.pipe(share()), NEVER).subscribe(fails)],
    [
      'throws behind an Observable of its own',
      ({ all$ }) => new Observable((subscriber) => all$.subscribe(subscriber)).subscribe(fails),
    ],
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- an app may make one all the same
    ['is a Subscriber of a class of its own', ({ all$ }) => all$.subscribe(new ThrowingSubscriber())],
    ['runs out of time', ({ all$ }) => all$.pipe(timeout({ each: 5 })).subscribe()],
  ])('is logged when it %s, and disturbs neither the next one nor the process', async (_how, subscribe) => {
    const events = new LianlianEvents();
    subscribe(events);
    const seen: LianlianEvent[] = [];
    events.all$.subscribe((event) => seen.push(event));
    events.tell(refused);
    events.tell(handled);
    await sleep(20);
    expect(escaped).toEqual([]);
    expect(seen.map(({ type }) => type)).toEqual(['refused', 'handled']);
    expect(logged).toHaveBeenCalledWith(
      expect.stringContaining('subscriber of events.all$ failed'),
      expect.stringMatching(/out of order|Timeout/),
    );
  });

  it.each<[what: string, thrown: () => unknown]>([
    ['whose message is a symbol', () => Object.assign(new Error('x'), { message: Symbol('m') })],
    ['whose stack throws', () => Object.defineProperty(new Error('x'), 'stack', { get: fails })],
    ['whose message throws', () => Object.defineProperty(new Error('x'), 'message', { get: fails })],
    ['that traps everything', () => new Proxy({}, { get: fails, getPrototypeOf: fails })],
    ['that was revoked', () => revoked()],
    ['without a prototype', () => Object.create(null)],
    ['that is a symbol', () => Symbol('s')],
  ])('may throw or reject with something %s', async (_what, thrown) => {
    const events = new LianlianEvents();
    const fail = (): never => {
      throw thrown();
    };
    events.all$.subscribe(fail);
    const reject: () => unknown = async () => fail();
    events.all$.subscribe(reject);
    merge(events.all$, EMPTY).subscribe(fail);
    events.tell(refused);
    await sleep(20);
    expect(escaped).toEqual([]);
    expect(logged).toHaveBeenCalledTimes(3);
  });

  it('is guarded once, however often it is subscribed anew', () => {
    const events = new LianlianEvents();
    const again = new Subject<void>();
    const next = vi.fn(fails);
    again.pipe(switchMap(() => events.all$)).subscribe(next);
    for (let i = 0; i < 20_000; i++) again.next();
    events.tell(refused);
    expect(next).toHaveBeenCalledTimes(1);
    expect(logged).toHaveBeenCalledTimes(1);
  });

  it('disturbs nothing where the logger of the app throws, too', async () => {
    logged.mockImplementationOnce(fails).mockImplementationOnce(fails);
    const events = new LianlianEvents();
    events.all$.subscribe(fails);
    events.all$.subscribe(rejects);
    expect(() => {
      events.tell(handled);
    }).not.toThrow();
    await sleep(20);
    expect(escaped).toEqual([]);
  });

  it('stays subscribed', () => {
    const events = new LianlianEvents();
    const next = vi.fn(fails);
    events.all$.subscribe(next);
    events.tell(refused);
    events.tell(handled);
    expect(next).toHaveBeenCalledTimes(2);
  });

  it('can be a Subject, and end its subscription', () => {
    const events = new LianlianEvents();
    const subject = new Subject<LianlianEvent>();
    const next = vi.fn();
    subject.subscribe(next);
    const subscription = events.all$.subscribe(subject);
    events.tell(refused);
    subscription.unsubscribe();
    events.tell(handled);
    expect(next).toHaveBeenCalledTimes(1);
  });
});

describe('an event', () => {
  it('has the fields of its type', () => {
    const events = new LianlianEvents();
    const told: string[] = [];
    events.all$.subscribe((event) => {
      // What compiles here is what an app can write.
      if (event.type === 'refused') told.push(`${String(event.status)} ${event.reason}`);
      if (event.type === 'handled' && event.kind === 'payment')
        told.push(`${event.no_order} ${String(event.durationMs)}`);
      // @ts-expect-error an event of another type has no state
      if (event.type === 'handled') told.push(...(event.state === undefined ? [] : ['state']));
    });
    events.tell(refused);
    events.tell(handled);
    expect(told).toEqual(['401 invalid-signature', 'o-1 3']);
    expect(events.counts()).toEqual({ refused: 1, 'refused.invalid-signature': 1, handled: 1 });
  });
});
