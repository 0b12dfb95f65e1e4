import type { JSX } from 'preact';

import { api } from './api.js';
import { Found } from './found.js';
import { useLoaded } from './loaded.js';
import { LoadProblem } from './load-problem.js';
import { ListHeading, Nothing } from './parts.js';
import { RequestTable } from './request-table.js';
import { asked, askedPage, linkWith, replaceRoute, route } from './route.js';
import { Search } from './search.js';
import { t } from './words.js';

const SIZE = 50;

/** Every request to an API, newest first. */
export function Requests(): JSX.Element {
  const { query } = route.value;
  const page = askedPage();
  const [search, only] = [asked('search'), asked('only')];
  const { view, error } = useLoaded(
    () => api.requests({ search, only, limit: SIZE, offset: (page - 1) * SIZE }),
    query.toString(),
  );
  const isFiltered = `${search}${only}` !== '';
  return (
    <>
      <ListHeading count={view?.all ?? 0}>{t('请求', 'Requests')}</ListHeading>
      <LoadProblem of={error} />
      {view?.all === 0 && !isFiltered && <Nothing>{t('还没有请求。', 'No requests yet.')}</Nothing>}
      {view !== undefined && (view.all > 0 || isFiltered) && (
        <>
          <div class="finder stack tight">
            <Search placeholder={t('订单号、接口、ret_code', 'Order, API, ret_code')} />
            <label class="check" for="only-problems">
              <input
                id="only-problems"
                type="checkbox"
                checked={only === 'problems'}
                onInput={({ currentTarget }) => {
                  replaceRoute(linkWith({ only: currentTarget.checked ? 'problems' : '' }));
                }}
              />
              {t('只看出错的', 'Only those that went wrong')}
            </label>
          </div>
          <Found
            found={view.found}
            size={SIZE}
            nothing={t(
              `${String(view.all)} 个请求中没有符合的。`,
              `None of the ${String(view.all)} requests is like that.`,
            )}
          >
            <RequestTable requests={view.requests} />
          </Found>
        </>
      )}
    </>
  );
}
