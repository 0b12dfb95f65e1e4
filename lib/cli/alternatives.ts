import { both, type Sentence } from '../diagnosis/signature-diagnosis.js';

/** What may stand there: `1024, 2048 or 4096`. */
export function alternatives(names: readonly string[]): Sentence {
  const [before, last] = [names.slice(0, -1), names.at(-1) ?? ''];
  if (before.length === 0) return both(last, last);
  return both(`${before.join(', ')} or ${last}`, `${before.join('、')} 或 ${last}`);
}
