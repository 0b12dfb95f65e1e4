import { both } from '../../diagnosis/signature-diagnosis.js';
import type { InputRule } from '../common/input-rules.js';

const MAX_REASON = 255;

/** Why a bank failed a payout: it goes into the notification's `info_order`. */
export const REASON: InputRule = {
  rule: both(
    `must be text of at most ${String(MAX_REASON)} characters`,
    `须为不超过 ${String(MAX_REASON)} 个字符的文本`,
  ),
  test: (value) => typeof value === 'string' && value.trim() !== '' && [...value].length <= MAX_REASON,
};
