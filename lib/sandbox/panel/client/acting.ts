import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';

import { changed } from './changes.js';
import { problemOf } from './loaded.js';

/** What was done, in words, and whether it is what it should be. */
export type Done = string | readonly [text: string, look: 'ok' | 'warn' | 'bad'];

/** What the panel says of the last thing that was done. */
export const done = signal<Done>('');

/** What takes a moment: whether it goes on, and the function that begins it. */
type Acting = readonly [isBusy: boolean, act: (does: () => Promise<Done | undefined>) => Promise<boolean>];

/** For a button or a form that does something in the sandbox, once at a time, and says what it did. */
export function useActing(): Acting {
  const [isBusy, setBusy] = useState(false);
  return [
    isBusy,
    async (does) => {
      if (isBusy) return false;
      setBusy(true);
      try {
        done.value = (await does()) ?? '';
        return true;
      } catch (error) {
        done.value = [problemOf(error), 'bad'];
        return false;
      } finally {
        setBusy(false);
        changed();
      }
    },
  ];
}
