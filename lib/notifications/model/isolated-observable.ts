import { types } from 'node:util';

import { Observable, type Observer, type Subscriber, type Subscription } from 'rxjs';

type Next<T> = (value: T) => unknown;

/** Who gets the values in the end. What a method returns may be a promise. */
interface Consumer<T> {
  readonly next?: Next<T> | null | undefined;
  readonly error?: ((error: unknown) => unknown) | null | undefined;
  readonly complete?: (() => unknown) | null | undefined;
}

/**
 * An Observable whose subscribers cannot end the process: RxJS throws what a subscriber throws anew, where nothing can
 * catch it, and leaves a rejection unhandled. Here both are reported, and the subscription goes on. It holds for what is
 * piped from it, and for what the app subscribes to it by way of other Observables (`merge(events.all$, …)`).
 */
export class IsolatedObservable<T> extends Observable<T> {
  /** Consumers that are guarded: one that is subscribed often is guarded once. */
  private static readonly guarded = new WeakSet<object>();

  /** @param report must not throw */
  constructor(
    values: Observable<T>,
    private readonly report: (error: unknown) => void,
  ) {
    // A subscriber of a class of the app's own that throws would keep the value from those after it.
    super((subscriber) => values.subscribe(this.guard(subscriber)));
  }

  override pipe(...operations: never[]): Observable<never> {
    const pipe = super.pipe as (...operators: never[]) => Observable<never>;
    return new IsolatedObservable(pipe.call(this, ...operations), this.report);
  }

  override subscribe(
    observerOrNext?: Partial<Observer<T>> | Next<T> | null,
    error?: ((error: unknown) => unknown) | null,
    complete?: (() => unknown) | null,
  ): Subscription {
    if (isSubscriber(observerOrNext)) {
      this.guardConsumerOf(observerOrNext);
      return super.subscribe(observerOrNext);
    }
    const observer =
      typeof observerOrNext === 'object' && observerOrNext !== null
        ? observerOrNext
        : { next: observerOrNext, error, complete };
    return super.subscribe(this.guard(observer));
  }

  private guard(consumer: Consumer<T>): Observer<T> {
    const guarded: Observer<T> = {
      next: (value) => {
        this.run(() => consumer.next?.(value));
      },
      error: (reason: unknown) => {
        this.run(() => {
          if (typeof consumer.error !== 'function') throw reason;
          return consumer.error(reason);
        });
      },
      complete: () => {
        this.run(() => consumer.complete?.());
      },
    };
    IsolatedObservable.guarded.add(guarded);
    return guarded;
  }

  /**
   * A subscriber that comes from an operator leads to the consumer that the app subscribed behind it. RxJS keeps it in
   * fields of its own (as of 7.8): where they are not found, the consumer stays as it is.
   */
  private guardConsumerOf(subscriber: Subscriber<T>): void {
    this.run(() => {
      let last: object = subscriber;
      for (
        let next = memberOf(last, 'destination');
        next !== undefined;
        next = memberOf(last, 'destination')
      ) {
        last = next;
      }
      const consumer = memberOf(last, 'partialObserver');
      if (consumer === undefined || IsolatedObservable.guarded.has(consumer)) return;
      Reflect.set(last, 'partialObserver', this.guard(consumer));
    });
  }

  private run(step: () => unknown): void {
    try {
      const result = step();
      // Not what is merely like a promise: a query that a library begins when it is awaited would begin.
      if (types.isPromise(result)) result.catch(this.report);
    } catch (error) {
      this.report(error);
    }
  }
}

function memberOf(object: object, name: string): object | undefined {
  const member: unknown = Reflect.get(object, name);
  return typeof member === 'object' && member !== null ? member : undefined;
}

/** Told as RxJS tells it, so that a second copy of RxJS in the app does no harm. */
function isSubscriber<T>(observer: unknown): observer is Subscriber<T> {
  if (typeof observer !== 'object' || observer === null) return false;
  return ['next', 'error', 'complete', 'add', 'unsubscribe'].every(
    (name) => typeof Reflect.get(observer, name) === 'function',
  );
}
