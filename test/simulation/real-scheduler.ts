import { Random } from './random.js';
import { type Actor, MAX_MOVES, type Scheduler, type StepHook } from './scheduler.js';

/** How many times as fast as in LianLian's world time passes here. */
export const SPEED = 1_000;
/** The world is over when nothing was under way for so long: longer than a handler may take, in real milliseconds. */
const IDLE_MS = 350;
const LOOK_EVERY_MS = 5;

/** Steps in an order that the seed decides as far as real servers let it, in real time, which is faster than LianLian's. */
export class RealScheduler implements Scheduler {
  current: Actor | undefined;
  private readonly random: Random;
  private readonly pending: (() => void)[] = [];
  private readonly startedAt = performance.now();
  private readonly timers = new Set<NodeJS.Timeout>();
  private busyAt = performance.now();
  private steps = 0;
  private moves = 0;

  constructor(
    seed: number,
    private readonly onStep: StepHook,
  ) {
    this.random = new Random(seed ^ 0x5bd1e995);
  }

  step<T>(actor: Actor, action: () => T | Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.pending.push(() => {
        const fate = this.onStep(actor, this.steps++);
        if (fate === 'die-before') actor.isAlive = false;
        if (!actor.isAlive) return;
        this.current = actor;
        const result = new Promise<T>((done) => {
          done(action());
        });
        if (fate === 'die-after') {
          actor.isAlive = false;
          result.catch(() => undefined);
        } else result.then(resolve, reject);
      });
      setImmediate(() => {
        this.runOne();
      });
    });
  }

  after(ms: number, callback: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.busyAt = performance.now();
      this.moves++;
      callback();
    }, ms / SPEED);
    this.timers.add(timer);
  }

  now(): number {
    return (performance.now() - this.startedAt) * SPEED;
  }

  async run(): Promise<void> {
    this.busyAt = performance.now();
    while (this.timers.size + this.pending.length > 0 || performance.now() - this.busyAt < IDLE_MS) {
      if (this.moves > MAX_MOVES) throw new Error('The world does not end.');
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  end(): void {
    for (const timer of this.timers) clearTimeout(timer);
  }

  private runOne(): void {
    const [go] = this.pending.splice(this.random.below(this.pending.length), 1);
    this.busyAt = performance.now();
    this.moves++;
    go?.();
  }
}
