import type { ComponentChildren, JSX } from 'preact';

import type { TestCardListView, TestCardView } from '../../../contract.js';
import { api } from '../api.js';
import { Copy, copyOf } from '../parts/copy.js';
import { useLoaded } from '../loaded.js';
import { LoadProblem } from '../parts/load-problem.js';
import { Section, Facts, ListHeading, Table } from '../parts/parts.js';
import { linkTo } from '../route.js';
import { said, t } from '../words.js';

type Does = TestCardView['does'];

/** The cards by what they do, in the order in which a tester asks for them. */
const GROUPS: readonly (readonly [heading: string, does: readonly Does[]])[] = [
  [t('支付成功', 'They pay'), ['pays']],
  [
    t('验证短信后才有结果', 'They decide after the SMS code'),
    ['refused-after-code', 'processing', 'no-authorization'],
  ],
  [
    t('立即被拒，不发短信，也不能绑卡', 'They are refused at once: no SMS code, no binding'),
    ['refused-at-once'],
  ],
];

/** Made-up numbers, for everything that can become of a card. */
export function TestCardsPage(): JSX.Element {
  const { view, error } = useLoaded(() => api.testCards(), 'test-cards');
  return (
    <>
      <ListHeading count={view?.cards.length ?? 0} testId="card-count">
        {t('测试卡', 'Test cards')}
      </ListHeading>
      <LoadProblem of={error} />
      {view !== undefined && (
        <>
          <p>
            {t(
              '这些卡号不属于任何人，在沙箱的每个接口中效果相同：收银台、快捷支付、MPAY、外币支付、预授权、绑卡。其他卡号均可支付成功。',
              'Nobody owns these numbers. Each does the same in every API of the sandbox: cashier, Easypay, MPAY, foreign currencies, authorizations, binding. Every other number pays.',
            )}
          </p>
          <Holder of={view} />
          {GROUPS.map(([heading, does]) => (
            <Group
              key={heading}
              id={`cards-${does[0] ?? ''}`}
              heading={heading}
              cards={view.cards.filter((card) => does.includes(card.does))}
            />
          ))}
          <Receiver of={view.receiver} />
        </>
      )}
    </>
  );
}

/** What a form about a card asks for beside its number. */
function Holder({ of: { holder, smsCode } }: { readonly of: TestCardListView }): JSX.Element {
  const { acct_name, id_no, bind_mob, vali_date, cvv2 } = holder;
  return (
    <Section id="card-holder" heading={t('持卡人信息', 'What goes with a card')}>
      <p class="muted">
        {t('沙箱接受任何值，可以用这些。', 'The sandbox takes any values. These are made up.')}
      </p>
      <Facts
        of={[
          [
            t('姓名', 'Name'),
            <Value key="name" text={acct_name} what={t('姓名', 'the name')} testId="copy-name" />,
          ],
          [
            t('身份证号', 'ID card number'),
            <Value key="id" text={id_no} what={t('身份证号', 'the ID card number')} testId="copy-id" />,
          ],
          [
            t('手机号', 'Phone'),
            <Value key="phone" text={bind_mob} what={t('手机号', 'the phone number')} testId="copy-phone" />,
          ],
          [
            t('有效期（信用卡，年月）', 'Expiry (credit cards, year and month)'),
            <Value
              key="expiry"
              text={vali_date}
              what={t('有效期', 'the expiry date')}
              testId="copy-expiry"
            />,
          ],
          [
            t('CVV2（信用卡）', 'CVV2 (credit cards)'),
            <Value key="cvv2" text={cvv2} what="CVV2" testId="copy-cvv2" />,
          ],
          [
            t('短信验证码', 'SMS code'),
            <Value key="code" text={smsCode} what={t('短信验证码', 'the SMS code')} testId="copy-code" />,
          ],
        ]}
      />
      <p class="muted">
        {t(
          '其他验证码返回 1900；30 分钟后返回 1000（外币支付为 10 分钟）。',
          'Any other code is refused with 1900, and the right one after 30 minutes (foreign currencies: 10) with 1000.',
        )}
      </p>
    </Section>
  );
}

function Group({
  id,
  heading,
  cards,
}: {
  readonly id: string;
  readonly heading: string;
  readonly cards: readonly TestCardView[];
}): JSX.Element {
  return (
    <Section id={id} heading={heading}>
      <Table
        caption={heading}
        headings={[t('卡号', 'Number'), t('效果', 'What it does'), t('返回码', 'Code'), t('卡', 'Card')]}
        rows={cards.map((card) => ({ key: card.name, cells: cellsOf(card) }))}
      />
    </Section>
  );
}

function cellsOf({
  name,
  card_no,
  what,
  ret_code,
  ret_msg,
  bank_name,
  card_type,
}: TestCardView): readonly ComponentChildren[] {
  return [
    <Value key="number" text={card_no} what={card_no} testId={`copy-${name}`} />,
    said(what),
    ret_code === undefined ? (
      '–'
    ) : (
      <span key="code">
        <span class="mono">{ret_code}</span> <small lang="zh-CN">{ret_msg}</small>
      </span>
    ),
    `${bank_name} · ${card_type === '3' ? t('信用卡', 'credit') : t('借记卡', 'debit')}`,
  ];
}

function Receiver({
  of: { card_no, acct_name },
}: {
  readonly of: TestCardListView['receiver'];
}): JSX.Element {
  return (
    <Section id="receiver" heading={t('代付收款人', 'Whom to pay out to')}>
      <Facts
        of={[
          [
            t('收款卡号', 'Card number'),
            <Value key="number" text={card_no} what={card_no} testId="copy-receiver" />,
          ],
          [
            t('收款人', 'Name'),
            <Value key="name" text={acct_name} what={t('收款人', 'the name')} testId="copy-receiver-name" />,
          ],
        ]}
      />
      <p class="muted">
        {t(
          '代付的结果由金额决定，与卡号无关：',
          'What becomes of a payout is decided by its amount, not by the card:',
        )}{' '}
        <a href={linkTo('scenarios')}>{t('触发故障的金额', 'magic amounts')}</a>
      </p>
    </Section>
  );
}

/** A value with the button that copies it. */
function Value({
  text,
  what,
  testId,
}: {
  readonly text: string;
  readonly what: string;
  readonly testId: string;
}): JSX.Element {
  return (
    <span class="copied">
      <span class="mono">{text}</span> <Copy of={[copyOf(text, testId, what)]} />
    </span>
  );
}
