import type { JSX } from 'preact';

import type { RequestView } from '../../../contract.js';
import { Badge, Nothing, Table, Time } from '../parts/parts.js';
import { linkTo } from '../route.js';
import { said, t } from '../words.js';

const HEADINGS = [
  t('时间', 'Time'),
  t('接口', 'API'),
  t('订单号', 'Order'),
  t('签名', 'Signature'),
  t('应答', 'Response'),
];

/** Requests with what became of each. */
export function RequestTable({ requests }: { readonly requests: readonly RequestView[] }): JSX.Element {
  if (requests.length === 0) return <Nothing>{t('没有。', 'None.')}</Nothing>;
  return (
    <Table
      caption={t('请求', 'Requests')}
      headings={HEADINGS}
      rows={requests.map((request) => ({
        key: request.id,
        cells: [
          <a key="time" href={linkTo('requests', request.id)} data-testid="request">
            <Time at={request.at} />
          </a>,
          <span key="api" class="mono">
            {request.api}
          </span>,
          request.no_order === undefined ? (
            '—'
          ) : (
            <span key="order" class="mono">
              {request.no_order}
            </span>
          ),
          <Signature key="signature" of={request} />,
          <Response key="response" of={request} />,
        ],
      }))}
    />
  );
}

/** Whether the signature is right. */
export function SignatureBadge({ of: { verified } }: { readonly of: RequestView }): JSX.Element {
  return verified ? (
    <Badge look="ok" testId="signature">
      {t('签名正确', 'Signature right')}
    </Badge>
  ) : (
    <Badge look="bad" testId="signature">
      {t('签名错误', 'Signature wrong')}
    </Badge>
  );
}

/** Why it was refused, and what LianLian takes although its documents do not. */
export function Notes({ of: { explanation, warnings = [] } }: { readonly of: RequestView }): JSX.Element {
  return (
    <>
      {explanation !== undefined && (
        <small class="cause" data-testid="explanation">
          {said(explanation)}
        </small>
      )}
      {warnings.map((warning) => (
        <small key={warning.en} class="cause" data-testid="warning">
          {said(warning)}
        </small>
      ))}
    </>
  );
}

function Signature({ of }: { readonly of: RequestView }): JSX.Element {
  const [first] = of.diagnosis?.findings ?? [];
  return (
    <>
      <SignatureBadge of={of} />
      {first !== undefined && (
        <small class="cause" data-testid="cause">
          {said(first.title)}
        </small>
      )}
    </>
  );
}

/** What it was answered. */
export function RetCode({ of: { ret_code, ret_msg } }: { readonly of: RequestView }): JSX.Element {
  if (ret_code === '') return <span class="muted">{t('没有应答', 'No response')}</span>;
  return <span class={ret_code === '0000' ? '' : 'bad'}>{`${ret_code} ${ret_msg}`}</span>;
}

function Response({ of }: { readonly of: RequestView }): JSX.Element {
  const { fault } = of;
  return (
    <>
      <RetCode of={of} />
      <Notes of={of} />
      {fault !== undefined && (
        <>
          {' '}
          <Badge look="warn">{fault}</Badge>
        </>
      )}
    </>
  );
}
