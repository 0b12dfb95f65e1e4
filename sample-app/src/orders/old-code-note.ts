import { type Html, html } from '../pages/html.js';
import { icon } from '../pages/icons.js';

/** Where a payer is led whose SMS code was one of an earlier attempt. */
export function afterOldCode(path: string): string {
  return `${path}?code=old`;
}

/** Whether a query parameter says so: anybody can type anything there. */
export function isOldCode(value: unknown): boolean {
  return value === 'old';
}

/** Says that a code was not used: without it, the page would look as if the code had been lost. */
export function oldCodeNote(): Html {
  return html`<p class="notice" role="status" data-testid="old-code">
    ${icon('note')}<span
      >${{
        zh: '验证码未使用：您在另一个页面重新发起了支付。当前状态如下。',
        en: 'Your code was not used: this payment was begun anew on another page. This is how it stands now.',
      }}</span
    >
  </p>`;
}
