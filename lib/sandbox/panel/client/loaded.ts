import { useEffect, useRef, useState } from 'preact/hooks';

import { Refused } from './api.js';
import { changes } from './changes.js';
import { t } from './words.js';

/** What was loaded, or why nothing was. Both are undefined until the first response. */
interface Loaded<View> {
  readonly view?: View;
  readonly error?: unknown;
  /** The key that it was loaded under. */
  readonly of?: string;
}

/**
 * Loads a view, and again after every change in the sandbox. What is there stays until something newer comes.
 *
 * @param key what is loaded: under another one it is loaded again
 */
export function useLoaded<View>(load: () => Promise<View>, key: string): Loaded<View> {
  const [loaded, show] = useState<Loaded<View>>({});
  const asked = useRef(0);
  const shown = useRef(0);
  const round = changes.value;
  useEffect(() => {
    asked.current += 1;
    const number = asked.current;
    const take = (outcome: Loaded<View>): void => {
      // A response may be overtaken by the next one.
      if (number < shown.current) return;
      shown.current = number;
      show(outcome);
    };
    load().then(
      (view) => {
        take({ view, of: key });
      },
      (error: unknown) => {
        take({ error, of: key });
      },
    );
  }, [key, round]);
  return loaded;
}

/** Why something was not done or not loaded. */
export function problemOf(error: unknown): string {
  if (!(error instanceof Refused))
    return t('沙箱没有应答：它还在运行吗？', 'The sandbox does not answer. Is it running?');
  return error.message;
}
