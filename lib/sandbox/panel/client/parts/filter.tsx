import type { JSX } from 'preact';

import type { Sentence } from '../../../../diagnosis/signature-diagnosis.js';
import { asked, linkWith } from '../route.js';
import { said, t } from '../words.js';

/** How many there are of each kind. A click shows these alone, and another one all of them again. */
export function Filter<Name extends string>({
  name,
  label,
  words,
  counts,
}: {
  readonly name: string;
  readonly label: string;
  readonly words: Readonly<Record<Name, Sentence>>;
  readonly counts: Readonly<Partial<Record<Name, number>>>;
}): JSX.Element | null {
  const chosen = asked(name);
  const kinds = (Object.keys(words) as Name[]).filter((kind) => (counts[kind] ?? 0) > 0 || kind === chosen);
  if (kinds.length === 0) return null;
  return (
    <nav class="filter" aria-label={label}>
      <span class="filter-name muted">{label}</span>
      {kinds.map((kind) => (
        <a
          key={kind}
          class="chip"
          href={linkWith({ [name]: kind === chosen ? '' : kind })}
          aria-current={kind === chosen ? 'true' : undefined}
          data-testid={`${name}-is-${kind}`}
        >
          {said(words[kind])} <span class="number">{String(counts[kind] ?? 0)}</span>
          {kind === chosen && (
            <span class="unseen">{t('（再点显示全部）', ' (shown alone; click to show all)')}</span>
          )}
        </a>
      ))}
    </nav>
  );
}
