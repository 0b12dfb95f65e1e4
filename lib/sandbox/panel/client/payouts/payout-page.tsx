import type { JSX } from 'preact';

import type { PayoutDetailView } from '../../../contract.js';
import { api } from '../api.js';
import { copiesOfPayout } from '../copied/copies.js';
import { Deliveries } from '../timeline/deliveries.js';
import { moneyOf } from '../parts/money.js';
import { Section, Facts, mono, Time } from '../parts/parts.js';
import { PayoutActions } from './payout-actions.js';
import { accountOf, PAYOUT_DELIVERIES, PAYOUT_HISTORY, REVIEWS } from './payout-terms.js';
import { PayoutBadge } from './payouts-page.js';
import { MAX_REQUESTS, SubjectPage } from '../timeline/subject-page.js';
import { t } from '../words.js';

/**
 * A payout: what can be done with it, and everything that happened to it.
 *
 * @param id the merchant and its number: `2013…/p-1`
 */
export function PayoutPage({ id }: { readonly id: string }): JSX.Element {
  const [oid_partner = '', ...rest] = id.split('/');
  const no_order = rest.join('/');
  return (
    <SubjectPage
      id={id}
      load={async () => {
        const subject = await api.payout({ no_order, oid_partner });
        const asked = await api.requests({ payout: no_order, oid_partner, limit: MAX_REQUESTS });
        return { subject, asked };
      }}
      place="payouts"
      allOfThem={t('全部代付', 'All payouts')}
      missing={{
        title: t('没有这笔代付', 'No such payout'),
        text: t(
          `沙箱没有代付 ${no_order}：号码有误，或者沙箱已经清空、重启。`,
          `The sandbox has no payout ${no_order}: the number is wrong, or the sandbox has started over since.`,
        ),
      }}
      kind={t('代付 ', 'Payout ')}
      numberId="payout-number"
      badge={({ state }) => <PayoutBadge state={state} testId="state" />}
      actions={(payout) => (
        <>
          <Review of={payout} />
          <PayoutActions of={payout} />
          <Deliveries
            can={payout.can.deliver}
            ways={PAYOUT_DELIVERIES}
            notifications={payout.notifications}
            none={t('代付有结果以后才有通知。', 'There is a notification once the payout has ended.')}
            deliver={(how) => api.deliverPayout(payout, how)}
          />
        </>
      )}
      summary={(payout) => <Summary of={payout} />}
      copies={copiesOfPayout}
      notified={(of) => ({ is: 'payouts', of })}
      tell={({ what, detail }: PayoutDetailView['history'][number]) => ({
        what: PAYOUT_HISTORY[what],
        detail: detail !== undefined && <span class="detail">{detail}</span>,
      })}
    />
  );
}

/** What a person has to look at before it is paid. */
function Review({ of: { review, state } }: { readonly of: PayoutDetailView }): JSX.Element | null {
  if (review === undefined) return null;
  const isOpen = state === 'needs-confirmation';
  const { ret_code, confirm_code, wrongCodes, closesAt } = review;
  return (
    <Section id="review" heading={isOpen ? t('待确认', 'Needs confirmation') : t('确认', 'The confirmation')}>
      <p data-testid="review-reason">{`${ret_code} · ${REVIEWS[ret_code] ?? ret_code}`}</p>
      {isOpen && (
        <p class="muted">
          {t(
            '什么都没有付。由商户的人决定：用确认码调用 payout.confirm，或者不管它。',
            'Nothing was paid. A person at the shop decides: payout.confirm with this code, or leave it.',
          )}
        </p>
      )}
      <Facts
        of={[
          [
            'confirm_code',
            <strong key="code" class="mono">
              {confirm_code}
            </strong>,
            'confirm-code',
          ],
          [
            t('错误次数', 'Wrong codes'),
            wrongCodes > 0 && t(`${String(wrongCodes)} / 6`, `${String(wrongCodes)} of 6`),
          ],
          [t('届时关闭', 'Closes at'), isOpen && <Time key="closes" at={closesAt} />, 'closes-at'],
        ]}
      />
    </Section>
  );
}

function Summary({ of: payout }: { readonly of: PayoutDetailView }): JSX.Element {
  const { hiddenUntil } = payout;
  return (
    <Section id="summary" heading={moneyOf(payout.money_order)}>
      <Facts
        of={[
          [t('收款人', 'Receiver'), accountOf(payout.flag_card)],
          [t('收款账户', 'Account'), mono(payout.card_no)],
          [t('银行', 'Bank'), payout.bank_code],
          [t('附言', 'Memo'), payout.memo],
          ['info_order', payout.info_order],
          [t('商户号', 'Merchant'), mono(payout.oid_partner)],
          [t('交易号', 'Transaction'), mono(payout.oid_paybill)],
          ['dt_order', mono(payout.dt_order)],
          ['result_pay', mono(payout.result_pay), 'result_pay'],
          ['settle_date', mono(payout.settle_date)],
          [t('失败原因', 'Why it failed'), payout.reason, 'reason-failed'],
          ['ret_code', mono(payout.refusedWith)],
          [
            t('查询何时可见', 'The query knows it from'),
            hiddenUntil !== undefined && <Time key="hidden" at={hiddenUntil} />,
          ],
          ['notify_url', mono(payout.notify_url)],
        ]}
      />
    </Section>
  );
}
