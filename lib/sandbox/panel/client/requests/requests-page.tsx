import type { JSX } from 'preact';

import { api } from '../api.js';
import { Found } from '../parts/found.js';
import { useLoaded } from '../loaded.js';
import { LoadProblem } from '../parts/load-problem.js';
import { ListHeading, Nothing } from '../parts/parts.js';
import { RequestTable } from './request-table.js';
import { asked, askedOneOf, askedPage, linkWith, replaceRoute, currentRoute } from '../route.js';
import { Search } from '../parts/search.js';
import { t } from '../words.js';

const SIZE = 50;

/** Every request to an API, newest first. */
export function RequestsPage(): JSX.Element {
  const key = currentRoute.value.query.toString();
  const page = askedPage();
  const [search, only] = [asked('search'), askedOneOf('only', { problems: true })];
  const { view, error, of } = useLoaded(
    () => api.requests({ search, only, limit: SIZE, offset: (page - 1) * SIZE }),
    key,
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
            isNew={of === key}
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
