import type { InputRule } from '../common/input-rules.js';

const MAX_REASON = 255;

/** Why a bank failed a payout: it goes into the notification's `info_order`. */
export const REASON: InputRule = {
  rule: `must be text of at most ${String(MAX_REASON)} characters`,
  test: (value) => typeof value === 'string' && value.trim() !== '' && [...value].length <= MAX_REASON,
};
