import type { Refusal } from '../common/refusal.js';
import { adviceOn } from './advice.js';
import { type Html, html } from './html.js';

/** Why a payment did not happen, as LianLian names it, and what to do. */
export function refusalNotice({ ret_code, ret_msg }: Refusal): Html {
  const advice = adviceOn(ret_code);
  return html`<div class="notice bad" role="alert">
    <p data-testid="problem">${ret_code} ${ret_msg}</p>
    ${advice && html`<p>${advice}</p>`}
  </div>`;
}
