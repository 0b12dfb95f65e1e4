import type { JSX } from 'preact';

import { api } from '../api.js';
import { copiesOfRequest } from '../copied/copies.js';
import { Copy } from '../parts/copy.js';
import { Diagnosis } from '../explain/diagnosis.js';
import { useLoaded } from '../loaded.js';
import { NotFound } from '../parts/not-found.js';
import { Back, Section, Facts, FieldList, Time, Verbatim } from '../parts/parts.js';
import { Notes, SignatureBadge } from './request-table.js';
import { linkTo } from '../route.js';
import { t } from '../words.js';

/** A request: what was sent, the text that its signature was checked against, and what it was answered. */
export function RequestPage({ id }: { readonly id: string }): JSX.Element {
  const { view: request, error } = useLoaded(() => api.request(id), id);
  const back = <Back href={linkTo('requests')}>{t('全部请求', 'All requests')}</Back>;
  if (request === undefined)
    return (
      <>
        {back}
        {error !== undefined && (
          <NotFound
            error={error}
            title={t('没有这个请求', 'No such request')}
            text={t(
              `沙箱没有请求 ${id}：它只保留最近的请求，清空后全部删除。`,
              `The sandbox has no request ${id}: it keeps the latest ones, and forgets all of them when it starts over.`,
            )}
          />
        )}
      </>
    );
  const { at, api: name, no_order, oid_partner, fault, fields, source, diagnosis } = request;
  return (
    <>
      {back}
      <div class="headline">
        <h1 class="mono">{name}</h1>
        <SignatureBadge of={request} />
        <Copy of={copiesOfRequest(request)} />
      </div>
      <div class="columns">
        <div class="stack">
          {diagnosis !== undefined && (
            <Section id="why" heading={t('签名为什么不对', 'Why the signature is wrong')}>
              <Diagnosis of={diagnosis} />
            </Section>
          )}
          <Section id="source-card" heading={t('验签原文', 'The exact source string')}>
            <small>{t('敏感内容显示为 ***。', 'Secret values are shown as ***.')}</small>
            <Verbatim testId="source">
              {source === '' ? t('（读不出来）', '(it could not be read)') : source}
            </Verbatim>
          </Section>
        </div>
        <div class="stack">
          <Section id="response" heading={t('应答', 'Response')}>
            <Notes of={request} />
            <Facts
              of={[
                [t('时间', 'Time'), <Time key="time" at={at} />],
                [t('订单号', 'Order'), no_order],
                [t('商户号', 'Merchant'), oid_partner],
                [t('故障', 'Fault'), fault],
              ]}
            />
            <FieldList of={request.response} />
          </Section>
          <Section id="fields" heading={t('收到的字段', 'Fields received')}>
            <FieldList of={fields} />
          </Section>
        </div>
      </div>
    </>
  );
}
