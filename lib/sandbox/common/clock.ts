import { DueHeap } from './due-heap.js';
import { clockMs } from './input-rules.js';
import { SandboxError } from './sandbox-error.js';

/** Work that is due at a moment of the clock. */
interface Task {
  readonly at: number;
  readonly run: () => Promise<void>;
  timer: NodeJS.Timeout | undefined;
}

/** Dates of LianLian's have a year of four digits, in China as in UTC. */
const LAST_MS = Date.parse('9999-12-31T00:00:00Z');
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * The sandbox's clock: real time plus what a test advanced it by.
 *
 * Repeats of notifications, the life of SMS tokens and the closing of orders all run on it, so that an hour of
 * repeats takes a test milliseconds.
 */
export class SandboxClock {
  private offsetMs: number;
  private readonly startOffsetMs: number;
  /** How often it was put back: an `advance` that is under way then has nothing left to do. */
  private timesBack = 0;
  private readonly tasks = new DueHeap<Task>();
  private readonly running = new Set<Promise<void>>();

  /**
   * @param start the moment at which the clock starts; now by default
   * @param moved called after it was moved, forward or back
   */
  constructor(
    start: Date = new Date(),
    private readonly moved?: () => void,
  ) {
    this.startOffsetMs = start.getTime() - Date.now();
    this.offsetMs = this.startOffsetMs;
  }

  /** The current moment on this clock. */
  now(): Date {
    return new Date(this.nowMs());
  }

  /** The times that a shop's clock may show: this clock's, and the one that it would show if it had not been moved. */
  shopMoments(): readonly Date[] {
    return [this.now(), new Date(Date.now() + this.startOffsetMs)];
  }

  /** How far it is ahead of real time, in milliseconds. */
  get aheadMs(): number {
    return this.offsetMs;
  }

  /** How far it was moved, in milliseconds: what `backToNow` takes back. */
  get movedMs(): number {
    return this.offsetMs - this.startOffsetMs;
  }

  /** Puts it as far ahead of real time as it was in an earlier run. */
  restore(aheadMs: number): void {
    this.offsetMs = aheadMs;
    for (const task of this.tasks) this.arm(task);
  }

  /** Resolves when nothing is under way: requests that were answered, notifications, refunds. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  /**
   * Moves the clock forward. Everything that falls due on the way runs, in order, and is awaited. So is what is
   * under way: `advance(0)` waits for a notification that follows a response.
   *
   * @param ms milliseconds, not negative
   * @throws SandboxError 409 for a time beyond the year 9999
   * @example await sandbox.clock.advance(2 * 60_000); // the next repeat of a notification has been tried
   */
  async advance(ms: number): Promise<void> {
    if (!(ms >= 0)) throw new RangeError('the clock of the sandbox only goes forward');
    // Text would be joined to the time, and Infinity leads beyond the last Date.
    if (!clockMs.test(ms)) throw new RangeError(`what the clock is advanced by ${clockMs.rule.en}`);
    const target = this.nowMs() + ms;
    if (target > LAST_MS) {
      throw SandboxError.said(
        409,
        'the clock of the sandbox cannot go beyond the year 9999: LianLian writes four digits',
        '沙箱时钟不能超过 9999 年：连连的年份只有四位',
      );
    }
    const { timesBack } = this;
    await this.idle();
    for (let task = this.nextUntil(target); task !== undefined; task = this.nextUntil(target)) {
      if (this.timesBack !== timesBack) return;
      this.moveTo(task.at);
      this.start(task);
      await this.idle();
    }
    if (this.timesBack !== timesBack) return;
    this.moveTo(target);
    this.rearm();
  }

  /**
   * Puts the clock back to the time that it would show if it had not been moved. Nothing that happened is undone,
   * and what is due stays due at its moment.
   */
  backToNow(): void {
    this.timesBack += 1;
    if (this.movedMs === 0) return;
    this.offsetMs = this.startOffsetMs;
    this.rearm();
  }

  /** Runs something at a moment of this clock. Returns a function that cancels it. */
  schedule(at: Date, run: () => Promise<void>): () => void {
    const task: Task = { at: at.getTime(), run, timer: undefined };
    this.tasks.add(task);
    this.arm(task);
    return () => {
      this.drop(task);
    };
  }

  /** Makes `advance` wait for work that is under way. */
  track(work: Promise<unknown>): void {
    const quiet = work.then(noop, noop).finally(() => this.running.delete(quiet));
    this.running.add(quiet);
  }

  private nowMs(): number {
    return Date.now() + this.offsetMs;
  }

  private moveTo(moment: number): void {
    this.offsetMs += Math.max(0, moment - this.nowMs());
  }

  /** After a move. */
  private rearm(): void {
    for (const task of this.tasks) this.arm(task);
    this.moved?.();
  }

  private nextUntil(target: number): Task | undefined {
    const task = this.tasks.first();
    return task !== undefined && task.at <= target ? task : undefined;
  }

  /** Starts a timer, which does not keep the process alive. */
  private arm(task: Task): void {
    clearTimeout(task.timer);
    const wait = Math.min(Math.max(0, task.at - this.nowMs()), LONGEST_TIMER_MS);
    task.timer = setTimeout(() => {
      if (task.at > this.nowMs()) this.arm(task);
      else this.start(task);
    }, wait).unref();
  }

  private start(task: Task): void {
    this.drop(task);
    this.track(task.run());
  }

  private drop(task: Task): void {
    clearTimeout(task.timer);
    this.tasks.delete(task);
  }
}

function noop(): void {
  // The code that started the work handles its errors.
}
