import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';

import { askedPage, linkWith, replaceRoute } from '../route.js';
import { t } from '../words.js';

/** The first page has no name. */
const pageName = (page: number): string => (page === 1 ? '' : String(page));

/** Pages of a list. */
export function Pages({
  size,
  found,
  isNew,
}: {
  readonly size: number;
  readonly found: number;
  readonly isNew: boolean;
}): JSX.Element | null {
  const page = askedPage();
  const last = Math.max(1, Math.ceil(found / size));
  useEffect(() => {
    // An old link leads to a page that there is not any more.
    if (isNew && page > last) replaceRoute(linkWith({ page: pageName(last) }));
  }, [isNew, page, last]);
  if (page > last || last === 1) return null;
  const [from, to] = [(page - 1) * size + 1, Math.min(page * size, found)];
  const link = (target: number, label: string, testId: string): JSX.Element =>
    target < 1 || target > last ? (
      <span class="button small off" aria-disabled="true">
        {label}
      </span>
    ) : (
      <a class="button small" href={linkWith({ page: pageName(target) })} data-testid={testId}>
        {label}
      </a>
    );
  return (
    <nav class="pages" aria-label={t('页', 'Pages')}>
      {link(page - 1, t('较新的', 'Newer'), 'newer')}
      <span class="number muted" data-testid="page">
        {t(
          `第 ${String(from)}–${String(to)} 条，共 ${String(found)} 条`,
          `${String(from)}–${String(to)} of ${String(found)}`,
        )}
      </span>
      {link(page + 1, t('较早的', 'Older'), 'older')}
    </nav>
  );
}
