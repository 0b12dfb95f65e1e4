import { Observable, type Observer, type Subscriber, type Subscription } from 'rxjs';

type Next<T> = (value: T) => unknown;

/**
 * An Observable whose subscribers cannot end the process: RxJS throws what a subscriber throws anew, where nothing can
 * catch it, and leaves a rejection unhandled. Here both are reported, and the subscription goes on. It holds for what is
 * piped from it, too.
 */
export class IsolatedObservable<T> extends Observable<T> {
  constructor(
    values: Observable<T>,
    private readonly report: (error: unknown) => void,
  ) {
    super((subscriber) => values.subscribe(subscriber));
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
    // An operator's own subscriber: the one behind it is wrapped.
    if (isSubscriber(observerOrNext)) return super.subscribe(observerOrNext);
    const observer =
      typeof observerOrNext === 'object' && observerOrNext !== null
        ? observerOrNext
        : { next: observerOrNext, error, complete };
    return super.subscribe({
      next: (value) => {
        this.guard(() => observer.next?.(value));
      },
      error: (reason: unknown) => {
        this.guard(() => {
          if (typeof observer.error !== 'function') throw reason;
          return observer.error(reason);
        });
      },
      complete: () => {
        this.guard(() => observer.complete?.());
      },
    });
  }

  private guard(step: () => unknown): void {
    try {
      const result = step();
      if (result instanceof Promise) result.catch(this.report);
    } catch (error) {
      this.report(error);
    }
  }
}

/** Told as RxJS tells it, so that a second copy of RxJS in the app does no harm. */
function isSubscriber<T>(observer: unknown): observer is Subscriber<T> {
  if (typeof observer !== 'object' || observer === null) return false;
  return ['next', 'error', 'complete', 'add', 'unsubscribe'].every(
    (name) => typeof Reflect.get(observer, name) === 'function',
  );
}
