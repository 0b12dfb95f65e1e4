import type { Text } from '../language/text.js';
import { chinaTime, chinaTimeInWords, nextMinute } from '../pages/china-time.js';
import { type Detail, details } from '../pages/details.js';
import { errorDetails } from '../pages/error-details.js';
import { type Html, html } from '../pages/html.js';
import { money } from '../pages/money.js';
import { state } from '../pages/notices.js';
import { Page } from '../pages/page.js';
import {
  confirmableUntil,
  failedEarly,
  finalFrom,
  hasEnded,
  mayBeConfirmed,
  mayBeSentAgain,
  type Payout,
} from '../payouts/payout.js';
import { payoutInWords, reviewInWords } from '../payouts/payout-in-words.js';
import { accountEnd } from '../payouts/supplier.js';
import type { ShopSettings } from '../shop-settings.js';

/** One payout, and what the operator can do with it. */
export function adminPayoutPage(
  payout: Payout,
  name: Text,
  { sandboxUrl }: Pick<ShopSettings, 'sandboxUrl'>,
): Page {
  const [tone, title, more] = payoutInWords(payout);
  return new Page(
    { zh: '付款管理', en: 'Manage payout' },
    html`<div class="columns">
      <div>
        <section class="card">
          ${state(tone, 'state', title, more)} ${notes(payout)} ${details(known(payout, sandboxUrl))}
          ${buttons(payout)}
        </section>
      </div>
      ${summary(payout, name)}
    </div>`,
  );
}

const LAST_ERROR: Text = {
  zh: '上次请求出错，付款结果以向连连查询为准。',
  en: 'The last request ended in an error. What became of the payout is what LianLian says when it is asked.',
};

function known(payout: Payout, sandboxUrl: string | undefined): readonly Detail[] {
  const { oid_paybill, reason, status, review, paidAt, notFoundAt } = payout;
  const rows: Detail[] = [];
  if (status === 'under-review') {
    rows.push(
      [{ zh: '连连的理由', en: 'LianLian’s reason' }, reviewInWords(review), 'review'],
      [{ zh: '最晚确认时间', en: 'To be confirmed before' }, chinaTime(confirmableUntil(payout)), 'until'],
    );
  }
  if (reason !== undefined) {
    // LianLian's own words, or an error of ours.
    rows.push(
      status === 'failed'
        ? [{ zh: '原因', en: 'Reason' }, reason, 'reason']
        : [{ zh: '上次错误', en: 'Last error' }, errorDetails(LAST_ERROR, reason), 'reason'],
    );
  }
  if (paidAt !== undefined) rows.push([{ zh: '付款时间', en: 'Paid at' }, chinaTime(paidAt)]);
  if (notFoundAt !== undefined && !hasEnded(payout)) {
    rows.push([{ zh: '连连无此记录', en: 'LianLian had no record at' }, chinaTime(notFoundAt), 'not-found']);
  }
  if (oid_paybill !== undefined) {
    rows.push([
      { zh: '连连交易号', en: 'Transaction' },
      html`<span class="number" data-testid="transaction">${oid_paybill}</span>`,
    ]);
  }
  if (sandboxUrl !== undefined) {
    const link = html`<a
      href="${sandboxUrl}/_sandbox/#/payouts?search=${payout.no_order}"
      data-testid="to-panel"
      >${{ zh: '在控制台中查看', en: 'See it in the control panel' }}</a
    >`;
    rows.push([{ zh: '沙箱', en: 'Sandbox' }, link]);
  }
  return rows;
}

/** What a person has to know before they press a button. */
function notes(payout: Payout): Html | undefined {
  const { status, notFoundAt } = payout;
  if (status === 'under-review') return note('review-note', reviewNote(payout));
  if (notFoundAt === undefined || hasEnded(payout) || status === 'missing') return undefined;
  const { zh, en } = chinaTimeInWords(nextMinute(finalFrom(payout)));
  return note('too-early', {
    zh: `连连暂时没有这笔付款的记录，但最长 30 分钟后才能确定。请在${zh}之后再查询一次。`,
    en: `LianLian has no record of it so far, which says nothing for half an hour after it was sent. Ask once more after ${en}.`,
  });
}

function reviewNote(payout: Payout): Text {
  if (mayBeConfirmed(payout)) {
    return {
      zh: '确认后才会付款。若不该付，什么都不用做：到期连连会关闭它，不会付款。',
      en: 'It is paid only if you confirm it. If it should not be, leave it: LianLian closes it at the end of that time, and nothing is paid.',
    };
  }
  return {
    zh: '带确认码的响应丢失了，这笔付款无法确认。到期连连会关闭它，不会付款；之后查询，再另建一笔。',
    en: 'LianLian’s response with the code that confirms it was lost, so it cannot be confirmed. LianLian closes it at the end of that time, and nothing is paid. Ask LianLian then, and make a new payout.',
  };
}

function note(name: string, text: Text): Html {
  return html`<p class="notice" data-testid="${name}">${text}</p>`;
}

function buttons(payout: Payout): Html {
  const to = (step: string): string => `/admin/payouts/${payout.no_order}/${step}`;
  const isOver = hasEnded(payout) && payout.status !== 'paid';
  return html`<div class="buttons">
    ${mayBeConfirmed(payout) ? button(to('confirm'), 'confirm-payout', { zh: '确认付款', en: 'Confirm, and pay' }, true) : undefined}
    ${mayBeSentAgain(payout) ? button(to('send'), 'send-again', { zh: '重发同一笔付款', en: 'Send this payout again' }, true) : undefined}
    ${isOver ? undefined : button(to('check'), 'check', askText(payout))}
    ${payout.status === 'missing' ? button(to('give-up'), 'give-up', { zh: '放弃付款', en: 'Give it up' }) : undefined}
    ${isOver ? newOne() : undefined}
  </div>`;
}

function askText(payout: Payout): Text {
  if (payout.status === 'paid') return { zh: '查询是否被退回', en: 'Ask whether it was returned' };
  if (failedEarly(payout)) return { zh: '向连连查询并了结', en: 'Ask LianLian, and end it' };
  return { zh: '向连连查询', en: 'Ask LianLian' };
}

function button(action: string, name: string, text: Text, isPrimary = false): Html {
  return html`<form method="post" action="${action}" data-waits data-in-place>
    <button ${isPrimary ? html`class="primary"` : undefined} data-testid="${name}">${text}</button>
  </form>`;
}

function newOne(): Html {
  return html`<a class="button" href="/admin/payouts/new" data-testid="new-payout"
    >${{ zh: '另建一笔付款', en: 'Make a new payout' }}</a
  >`;
}

function summary({ no_order, createdAt, account, money_order, info_order }: Payout, name: Text): Html {
  const isPersonal = account.flag_card === 'personal';
  const kind: Text = isPersonal
    ? { zh: '个人账户', en: 'Personal account' }
    : { zh: '对公账户', en: 'Business account' };
  return html`<aside class="card summary">
    <h2>${name}</h2>
    <p class="price">${money(money_order)}</p>
    ${details([
      [{ zh: '用途', en: 'For' }, info_order],
      [kind, accountEnd(account)],
      [{ zh: '时间', en: 'Made at' }, chinaTime(createdAt)],
      [
        { zh: '付款单号', en: 'Payout number' },
        html`<span class="number" data-testid="payout-number">${no_order}</span>`,
      ],
    ])}
  </aside>`;
}
