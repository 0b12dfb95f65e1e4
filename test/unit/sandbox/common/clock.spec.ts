import { describe, expect, it, vi } from 'vitest';
import { SandboxClock } from '../../../../lib/sandbox/common/clock.js';

const START = new Date('2026-03-10T04:00:00Z');
const later = (clock: SandboxClock, ms: number): Date => new Date(clock.now().getTime() + ms);

describe('the clock of the sandbox', () => {
  it('starts where it is told to, and moves by what it is advanced', async () => {
    const clock = new SandboxClock(START);
    expect(clock.now().getTime() - START.getTime()).toBeLessThan(1000);
    await clock.advance(3_600_000);
    expect(Math.abs(clock.now().getTime() - START.getTime() - 3_600_000)).toBeLessThan(1000);
  });

  it('runs what falls due, in order, each at its moment, and waits for it', async () => {
    const clock = new SandboxClock(START);
    const ran: string[] = [];
    const task = (name: string, at: number) =>
      clock.schedule(later(clock, at), async () => {
        const started = Math.round((clock.now().getTime() - START.getTime()) / 1000);
        await new Promise((resolve) => setTimeout(resolve, 5));
        ran.push(`${name}@${String(started)}`);
      });
    task('b', 20_000);
    task('a', 10_000);
    task('c', 60_000);
    await clock.advance(30_000);
    expect(ran).toEqual(['a@10', 'b@20']);
  });

  it('runs what a task schedules within the same advance', async () => {
    const clock = new SandboxClock(START);
    let runs = 0;
    const repeat = (at: Date): void => {
      clock.schedule(at, () => {
        runs += 1;
        repeat(new Date(at.getTime() + 1000));
        return Promise.resolve();
      });
    };
    repeat(later(clock, 1000));
    await clock.advance(5500);
    expect(runs).toBe(5);
  });

  it('runs nothing that was taken back', async () => {
    const clock = new SandboxClock(START);
    const run = vi.fn(() => Promise.resolve());
    const cancel = clock.schedule(later(clock, 1000), run);
    cancel();
    await clock.advance(2000);
    expect(run).not.toHaveBeenCalled();
  });

  it('waits for work under way, whatever comes of it', async () => {
    const clock = new SandboxClock(START);
    let isOver = false;
    const work = new Promise<void>((_, reject) => {
      setTimeout(() => {
        isOver = true;
        reject(new Error('failed'));
      }, 20);
    });
    work.catch(() => undefined);
    clock.track(work);
    await clock.advance(0);
    expect(isOver).toBe(true);
  });

  it('runs in real time too, also what lies further off than a timer reaches', async () => {
    const clock = new SandboxClock(START);
    const soon = vi.fn(() => Promise.resolve());
    const never = vi.fn(() => Promise.resolve());
    clock.schedule(later(clock, 10), soon);
    clock.schedule(later(clock, 2 ** 32), never);
    await expect.poll(() => soon.mock.calls.length).toBe(1);
    expect(never).not.toHaveBeenCalled();
  });

  it('is put back to where it would be had nobody moved it, and what is due keeps its moment', async () => {
    const moved = vi.fn();
    const clock = new SandboxClock(START, moved);
    await clock.advance(3_600_000);
    expect(clock.movedMs).toBeGreaterThan(3_599_000);
    const run = vi.fn(() => Promise.resolve());
    clock.schedule(later(clock, 10), run);
    clock.backToNow();
    expect(clock.movedMs).toBe(0);
    expect(clock.now().getTime() - START.getTime()).toBeLessThan(1000);
    expect(moved).toHaveBeenCalledTimes(2);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await clock.advance(3_500_000);
    expect(run).not.toHaveBeenCalled();
    await clock.advance(200_000);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('stays put back where that happens while it is moved forward', async () => {
    const clock = new SandboxClock(START);
    const second = vi.fn(() => Promise.resolve());
    clock.schedule(later(clock, 1000), () => {
      clock.backToNow();
      return Promise.resolve();
    });
    clock.schedule(later(clock, 2000), second);
    await clock.advance(3_600_000);
    expect(clock.movedMs).toBe(0);
    expect(second).not.toHaveBeenCalled();
  });

  it('is not moved back by any number', async () => {
    await expect(new SandboxClock().advance(-1)).rejects.toThrow('only goes forward');
    await expect(new SandboxClock().advance(Number.NaN)).rejects.toThrow('only goes forward');
  });
});
