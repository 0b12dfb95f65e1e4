import { vi } from 'vitest';

/** Holds the next calls of a method up: before they reach LianLian, or with its response in hand. */
export class Gate {
  private open: () => void = () => undefined;
  private readonly opened = new Promise<void>((resolve) => {
    this.open = resolve;
  });
  private arrive: () => void = () => undefined;
  /** Resolves when the first call stands before the gate. */
  readonly reached = new Promise<void>((resolve) => {
    this.arrive = resolve;
  });
  /** How many calls there were. */
  calls = 0;

  static before<T extends object>(target: T, method: keyof T): Gate {
    return new Gate(target, method, async (gate, call) => {
      await gate.wait();
      return call();
    });
  }

  static after<T extends object>(target: T, method: keyof T): Gate {
    return new Gate(target, method, async (gate, call) => {
      const result = await Promise.allSettled([call()]);
      await gate.wait();
      if (result[0].status === 'rejected') throw result[0].reason;
      return result[0].value;
    });
  }

  private readonly restore: () => void;

  private constructor(
    target: object,
    method: PropertyKey,
    run: (gate: Gate, call: () => Promise<unknown>) => Promise<unknown>,
  ) {
    const original = Reflect.get(target, method) as (...args: unknown[]) => Promise<unknown>;
    const spy = vi.spyOn(target as Record<PropertyKey, typeof original>, method as string);
    spy.mockImplementation((...args) => {
      this.calls++;
      return run(this, () => original.apply(target, args));
    });
    this.restore = () => {
      spy.mockRestore();
    };
  }

  /** Lets everybody through, those who come later too. */
  release(): void {
    this.open();
    this.restore();
  }

  private wait(): Promise<void> {
    this.arrive();
    return this.opened;
  }
}
