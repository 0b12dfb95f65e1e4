import type { JSX } from 'preact';

import { Card, Nothing, Time } from './parts.js';
import { t } from './words.js';

/** Something that happened, in words. */
interface Happened {
  readonly at: string;
  readonly what: string;
  readonly detail: string;
}

/** What happened to an order or a payout, oldest first. */
export function History({ of: history }: { readonly of: readonly Happened[] }): JSX.Element {
  return (
    <Card id="history" heading={t('经过', 'History')}>
      {history.length === 0 ? (
        <Nothing>{t('还没有记录。', 'Nothing yet.')}</Nothing>
      ) : (
        <ol class="history">
          {history.map(({ at, what, detail }, number) => (
            <li key={`${at}-${what}-${String(number)}`}>
              <strong>{what}</strong>
              {detail !== '' && <span class="detail">{detail}</span>}
              <Time at={at} />
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
