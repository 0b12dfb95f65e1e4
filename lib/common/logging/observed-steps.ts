import { errorStack } from '../secrets/error-text.js';
import { LianlianLogger } from './lianlian-logger.js';

/**
 * A step as an observer gets it. It runs once, however often it is called: every call gives the same promise, which
 * never rejects.
 */
export type ObservedStep<Given, Result> = (given?: Given) => Promise<PromiseSettledResult<Result>>;

/**
 * Where an observer watches steps, in a context of its own. What becomes of a step is the step's own result, whatever
 * the observer does: it may throw, reject, never end, call the step never, twice or late, and give something else.
 * The log says once that it is broken. Of several, each watches the step together with the observers that came after it.
 */
export class ObservedSteps<Observer> {
  private readonly logger = new LianlianLogger();
  private readonly observers: Observer[] = [];
  private isSaid = false;

  /** @param brokenMessage what the log says of an observer that failed */
  constructor(private readonly brokenMessage: () => string) {}

  observeBy(observer: Observer): void {
    this.observers.push(observer);
  }

  /**
   * @param step gets what the observers give it, each one thing or nothing
   * @param observe calls the step before it returns or awaits anything: later the step has begun without it
   */
  run<Given, Result>(
    step: (given: readonly Given[]) => Promise<Result>,
    observe: (observer: Observer, step: ObservedStep<Given, Result>) => unknown,
  ): Promise<Result> {
    return this.nested(this.observers, step, observe);
  }

  /** The same, for what is observed within a step, by what its observers gave it. */
  nested<Watcher, Given, Result>(
    watchers: readonly Watcher[],
    step: (given: readonly Given[]) => Promise<Result>,
    observe: (watcher: Watcher, step: ObservedStep<Given, Result>) => unknown,
  ): Promise<Result> {
    const run = watchers.reduceRight<(given: readonly Given[]) => Promise<Result>>(
      (inner, watcher) => (given) =>
        this.observed<Given, Result>(
          (own) => inner(own === undefined ? given : [...given, own]),
          (observedStep) => observe(watcher, observedStep),
        ),
      step,
    );
    return run([]);
  }

  /** Tells every observer something for which it returns nothing. */
  tellAll(notice: (observer: Observer) => unknown): void {
    for (const observer of this.observers) this.tell(() => notice(observer));
  }

  private async observed<Given, Result>(
    step: (given?: Given) => Promise<Result>,
    observe: (step: ObservedStep<Given, Result>) => unknown,
  ): Promise<Result> {
    let ended: Promise<PromiseSettledResult<Result>> | undefined;
    const once: ObservedStep<Given, Result> = (given) => (ended ??= settled(step, given));
    this.tell(() => observe(once));
    // What the observer does at once when the step has ended, it does before the caller goes on.
    const result = await once();
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  }

  /** Tells an observer something for which it returns nothing. */
  tell(notice: () => unknown): void {
    try {
      Promise.resolve(notice()).catch(this.broken);
    } catch (error) {
      this.broken(error);
    }
  }

  private readonly broken = (error: unknown): void => {
    if (this.isSaid) return;
    this.isSaid = true;
    this.logger.error(this.brokenMessage(), errorStack(error));
  };
}

async function settled<Given, Result>(
  step: (given?: Given) => Promise<Result>,
  given: Given | undefined,
): Promise<PromiseSettledResult<Result>> {
  try {
    return Object.freeze({ status: 'fulfilled', value: await step(given) });
  } catch (reason) {
    return Object.freeze({ status: 'rejected', reason });
  }
}
