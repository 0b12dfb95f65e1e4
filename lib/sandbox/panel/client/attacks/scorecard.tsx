import type { JSX } from 'preact';

import type { AttackRowView, AttackVerdict, AttackView } from '../../../contract.js';
import { Badge, Section, Facts, mono, Time, Verbatim } from '../parts/parts.js';
import { linkTo } from '../route.js';
import type { Look } from '../parts/terms.js';
import { durationOf } from '../parts/time.js';
import { said, t } from '../words.js';

const VERDICTS: Readonly<Record<AttackVerdict, readonly [text: string, look: Look]>> = {
  held: [t('通过', 'Held'), 'ok'],
  fell: [t('失败', 'Fell'), 'bad'],
  unclear: [t('无法判断', 'Unclear'), 'warn'],
};

/** What a shop stood, and what to do where it did not. */
export function Scorecard({ of: card }: { readonly of: AttackView }): JSX.Element {
  const { no_order, url, startedAt, isOver, held, fell, unclear, rows } = card;
  return (
    <Section id="scorecard" heading={t('成绩单', 'Scorecard')}>
      <Facts
        of={[
          [
            t('订单', 'Order'),
            <a key="order" class="mono" href={linkTo('orders', no_order)}>
              {no_order}
            </a>,
          ],
          ['notify_url', mono(url)],
          [t('时间', 'Time'), <Time key="at" at={startedAt} />],
        ]}
      />
      <p class="badges" data-testid="verdicts">
        <Badge look="ok">{t(`通过 ${String(held)}`, `${String(held)} held`)}</Badge>
        {fell > 0 && <Badge look="bad">{t(`失败 ${String(fell)}`, `${String(fell)} fell`)}</Badge>}
        {unclear > 0 && (
          <Badge look="warn">{t(`无法判断 ${String(unclear)}`, `${String(unclear)} unclear`)}</Badge>
        )}
        {!isOver && <Badge>{t('进行中', 'Under way')}</Badge>}
      </p>
      <ol class="scorecard" aria-label={t('攻击', 'Attacks')}>
        {rows.map((row) => (
          <Row key={row.id} of={row} />
        ))}
      </ol>
      {isOver && !card.seesShipments && (
        <p class="notice warn" data-testid="shipments-unseen">
          {t(
            '没有看到发货次数：请在正则表达式中加上名为 times 的组，否则重复发货无法发现。',
            'How often the goods were shipped was not seen: give the regular expression a group “times”, or nobody notices that they were shipped twice.',
          )}
        </p>
      )}
      {isOver && (
        <p class="buttons">
          <a class="button small" href="/_sandbox/attacks/scorecard.json" data-testid="scorecard-json">
            {t('下载 JSON', 'Download JSON')}
          </a>
          <a class="button small" href="/_sandbox/attacks/scorecard.xml" data-testid="scorecard-junit">
            {t('下载 JUnit', 'Download JUnit')}
          </a>
        </p>
      )}
    </Section>
  );
}

function Row({
  of: { id, title, verdict, said: what, advice, remark, answers },
}: {
  readonly of: AttackRowView;
}): JSX.Element {
  const [word, look] = VERDICTS[verdict];
  return (
    <li data-testid={`attack-${id}`}>
      <Badge look={look}>{word}</Badge>
      <div class="stack tight">
        <strong>{said(title)}</strong>
        {advice !== undefined && <p class={`notice ${look}`}>{said(advice)}</p>}
      </div>
      <div class="stack tight">
        <span class={verdict === 'held' ? 'muted' : ''}>{said(what)}</span>
        {remark !== undefined && <p class="notice warn">{said(remark)}</p>}
        {answers.length > 0 && <Responses of={answers} />}
      </div>
    </li>
  );
}

function Responses({ of: responses }: { readonly of: AttackRowView['answers'] }): JSX.Element {
  return (
    <details>
      <summary>{t('应答', 'What the shop answered')}</summary>
      {responses.map(({ status, response, error, tookMs }, at) => (
        <div key={at}>
          <small class="number">
            {status === undefined ? error : `HTTP ${String(status)}`} · {durationOf(tookMs)}
          </small>
          {response !== undefined && response !== '' && <Verbatim>{response}</Verbatim>}
        </div>
      ))}
    </details>
  );
}
