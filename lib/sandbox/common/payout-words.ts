import { both, type Sentence } from '../../diagnosis/signature-diagnosis.js';
import type { PayoutViewState } from '../contract.js';

/** What the panel calls a payout's state, and what a search finds it by. In the order of a payout's life. */
export const PAYOUT_WORDS: Readonly<Record<PayoutViewState, Sentence>> = {
  'needs-confirmation': both('Needs confirmation', '待确认'),
  open: both('Under way', '代付中'),
  paid: both('Paid', '代付成功'),
  failed: both('Failed', '代付失败'),
  returned: both('Returned', '已退回'),
  closed: both('Closed', '已关闭'),
};
