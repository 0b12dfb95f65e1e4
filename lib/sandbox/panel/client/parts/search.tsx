import type { JSX } from 'preact';

import { asked, linkWith, replaceRoute } from '../route.js';
import { t } from '../words.js';

/** Finds what is typed, as it is typed. What it finds is the address's: it is never left behind unseen. */
export function Search({ placeholder }: { readonly placeholder: string }): JSX.Element {
  return (
    <div class="field search">
      <label for="search">{t('查找', 'Find')}</label>
      <input
        id="search"
        type="search"
        autocomplete="off"
        spellcheck={false}
        placeholder={placeholder}
        value={asked('search')}
        onInput={({ currentTarget }) => {
          replaceRoute(linkWith({ search: currentTarget.value }));
        }}
      />
    </div>
  );
}
