import { isObservable, lastValueFrom } from 'rxjs';

/** What is to be awaited of what a hook returned: a promise, an Observable's end, or the value itself. */
export function settle(returned: unknown): unknown {
  return isObservable(returned) ? lastValueFrom(returned, { defaultValue: undefined }) : returned;
}
