import { isObservable, lastValueFrom } from 'rxjs';

/** Waits for what a hook returned: a promise, an Observable to its end, or the value itself. */
export async function settle(returned: unknown): Promise<unknown> {
  return isObservable(returned) ? lastValueFrom(returned, { defaultValue: undefined }) : returned;
}
