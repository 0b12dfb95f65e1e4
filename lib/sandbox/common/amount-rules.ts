import type { ScenarioRule } from '../contract.js';

/** Amounts of 44444 yuan: four sounds like death in Chinese, and no shop asks such a price by accident. */
export const amountRules: Readonly<Record<string, ScenarioRule>> = {
  '44444.01': { fault: 'time-out' },
  '44444.02': { fault: 'time-out', when: 'after' },
  '44444.03': { fault: 'dropped-connection' },
  '44444.04': { fault: 'dropped-connection', when: 'after' },
  '44444.05': { fault: 'bad-gateway' },
  '44444.06': { fault: 'bad-gateway', when: 'after' },
  '44444.07': { fault: 'html' },
  '44444.08': { fault: 'unsigned-error' },
  '44444.09': { fault: 'wrongly-signed' },
  '44444.10': { fault: 'slow', ms: 3000 },
  '44444.11': { fault: 'nameless' },
  '44444.12': { fault: 'no-result' },
  '44444.21': { fault: 'duplicated' },
  '44444.22': { fault: 'delayed', ms: 600_000 },
  '44444.23': { fault: 'reordered' },
  '44444.24': { fault: 'tampered' },
  '44444.25': { fault: 'unsigned' },
  '44444.26': { fault: 'foreign-key' },
  '44444.27': { fault: 'wrong-amount' },
  '44444.28': { fault: 'wrong-merchant' },
  '44444.29': { fault: 'dropped' },
  '44444.30': { fault: 'wrong-currency' },
  '44444.31': { fault: 'payout-review' },
  '44444.32': { fault: 'payout-review', ret_code: '4003' },
  '44444.33': { fault: 'payout-review', ret_code: '4004' },
  '44444.34': { fault: 'payout-refused' },
  '44444.35': { fault: 'payout-failed' },
  '44444.36': { fault: 'payout-returned' },
  '44444.37': { fault: 'payout-late-record' },
};

/** The fault of such an amount; undefined for a return code, and for an amount that sets nothing off. */
export function ruleOfAmount(amount: string): ScenarioRule | undefined {
  return Object.hasOwn(amountRules, amount) ? amountRules[amount] : undefined;
}
