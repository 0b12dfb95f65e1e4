import type { JSX } from 'preact';

import type { RequestView } from '../../../contract.js';
import { Badge, FieldList } from '../parts/parts.js';
import { Notes, RetCode, SignatureBadge } from '../requests/request-table.js';
import { linkTo } from '../route.js';
import { TimelineLine } from './timeline-line.js';
import { said, t } from '../words.js';

/** A request of the shop's in a timeline: which API, what it was answered, and whether its signature was right. */
export function TimelineRequest({
  of: request,
  time,
}: {
  readonly of: RequestView;
  readonly time: JSX.Element;
}): JSX.Element {
  const { id, api, fault, fields, response, diagnosis, verified, ret_code } = request;
  const [first] = diagnosis?.findings ?? [];
  const look = !verified || ret_code !== '0000' ? 'bad' : 'ok';
  return (
    <li class={`asked ${look}`} data-testid="timeline-request">
      <TimelineLine time={time}>
        <strong>{t('商户请求', 'Request')}</strong>
        <a class="mono" href={linkTo('requests', id)} data-testid="request">
          {api}
        </a>
        <RetCode of={request} />
        <SignatureBadge of={request} />
        {fault !== undefined && <Badge look="warn">{fault}</Badge>}
      </TimelineLine>
      {first !== undefined && (
        <p class="reason" data-testid="cause">
          {said(first.title)}
        </p>
      )}
      <Notes of={request} />
      <details>
        <summary>{t('收到的字段和应答', 'Fields and response')}</summary>
        <div class="stack tight">
          <h3>{t('收到的字段', 'Fields received')}</h3>
          <FieldList of={fields} />
          <h3>{t('应答', 'Response')}</h3>
          <FieldList of={response} />
        </div>
      </details>
    </li>
  );
}
