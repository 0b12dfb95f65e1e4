import FakeTimers from '@sinonjs/fake-timers';

import { Random } from './random.js';

/** Who takes steps: a process of the app, or something outside of it. */
export interface Actor {
  readonly name: string;
  /** A dead one takes no further step. */
  isAlive: boolean;
  /** How far its wall clock is from the true time, in milliseconds. */
  clockOffsetMs: number;
}

/** What a fault may do at a step: nothing, or end the actor before or after it. */
export type StepHook = (actor: Actor, step: number) => 'die-before' | 'die-after' | undefined;

interface PendingStep {
  readonly actor: Actor;
  readonly go: () => void;
}

/** A call that leaves the code waits here until it is its turn. */
export interface Scheduler {
  /** Runs what the call does when it is the actor's turn. The call of an actor that died meanwhile never ends. */
  step<T>(actor: Actor, action: () => T | Promise<T>): Promise<T>;
  /** Calls back when this much time has passed. */
  after(ms: number, callback: () => void): void;
  /** Milliseconds since the world began. */
  now(): number;
  /** Whose turn it is. */
  readonly current: Actor | undefined;
  /** Runs until nothing waits and no timer is set. */
  run(): Promise<void>;
  end(): void;
}

const realImmediate = setImmediate;
const realDateNow = Date.now;
const realRandom = Math.random;
const STACK_LINES = Error.stackTraceLimit;
/** When each world begins, in virtual time. */
export const EPOCH = Date.UTC(2026, 10, 21, 4);
/** How long a step takes at most, commonly and now and then. */
const STEP_MS = 20;
const LONG_STEP_MS = 5_000;
/** How many turns of the event loop are asked for at once. */
const TURNS = 64;
/** More steps, and timers that fire, than any world has: an endless one is a fault, too. */
export const MAX_MOVES = 20_000;

/** One step at a time, in an order that the seed decides, in virtual time. */
export class VirtualScheduler implements Scheduler {
  current: Actor | undefined;
  private readonly random: Random;
  private readonly pending: PendingStep[] = [];
  private readonly startedAt: number;
  private readonly clock: FakeTimers.Clock;
  private steps = 0;
  private moves = 0;

  constructor(
    seed: number,
    private readonly onStep: StepHook,
  ) {
    this.random = new Random(seed ^ 0x5bd1e995);
    this.clock = FakeTimers.install({
      now: EPOCH,
      toFake: [
        ...(['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const),
        ...(['setImmediate', 'clearImmediate', 'Date', 'performance'] as const),
      ],
    });
    this.startedAt = performance.now();
    // Hundreds of refusals, whose stacks nobody reads.
    Error.stackTraceLimit = 0;
    // Pauses of the code have some chance in them, which has to be the same each time.
    Math.random = () => this.random.next();
    const fakeDateNow = Date.now;
    Date.now = () => fakeDateNow() + (this.current?.clockOffsetMs ?? 0);
  }

  step<T>(actor: Actor, action: () => T | Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const go = (): void => {
        const fate = this.onStep(actor, this.steps++);
        if (fate === 'die-before') actor.isAlive = false;
        if (!actor.isAlive) return;
        let end: () => void;
        try {
          const result = action();
          end = () => {
            resolve(result);
          };
          // Nobody is left to see it fail.
          if (fate === 'die-after' && result instanceof Promise) result.catch(() => undefined);
        } catch (error) {
          end = () => {
            // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- passed on as it was thrown
            reject(error);
          };
        }
        if (fate === 'die-after') actor.isAlive = false;
        else end();
      };
      this.pending.push({ actor, go });
    });
  }

  after(ms: number, callback: () => void): void {
    setTimeout(callback, ms);
  }

  now(): number {
    return performance.now() - this.startedAt;
  }

  async run(): Promise<void> {
    await turns.next();
    for (;;) {
      if (this.moves++ > MAX_MOVES) throw new Error('The world does not end.');
      if (this.pending.length > 0) {
        // A step takes its time, in which timers may fire; now and then it takes long.
        this.clock.tick(this.random.below(this.random.chance(0.02) ? LONG_STEP_MS : STEP_MS));
        this.runOne();
      } else if (this.clock.countTimers() > 0) this.clock.next();
      else return;
      await turns.next();
    }
  }

  end(): void {
    this.clock.uninstall();
    Date.now = realDateNow;
    Math.random = realRandom;
    Error.stackTraceLimit = STACK_LINES;
  }

  private runOne(): void {
    const [chosen] = this.pending.splice(this.random.below(this.pending.length), 1);
    if (chosen?.actor.isAlive !== true) return;
    this.current = chosen.actor;
    chosen.go();
  }
}

/** Turns of the event loop, after each of which every promise that can go on has gone on, or nobody caught it. */
class Turns {
  private asked = 0;
  private waiting: (() => void) | undefined;

  next(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting = resolve;
      if (this.asked === 0) this.askForMore();
    });
  }

  /** Many at once: that Node looks for events in between takes longer than a step. */
  private askForMore(): void {
    this.asked = TURNS;
    for (let turn = 0; turn < TURNS; turn++) {
      realImmediate(() => {
        this.asked -= 1;
        const resolve = this.waiting;
        this.waiting = undefined;
        resolve?.();
      });
    }
  }
}

const turns = new Turns();
