import { distanceBetween } from '../../common/options/nearest-name.js';

/** The hooks that a controller with a notification route may have. */
export const NOTIFY_HOOKS: readonly string[] = [
  'expectedPayment',
  'expectedRefund',
  'onOtherResult',
  'unsettledPayments',
];

/** The hooks that a controller with a route for payouts may have. */
export const PAYOUT_HOOKS: readonly string[] = ['expectedPayout', 'unsettledPayouts'];

/** The hooks of a controller that extends `LianlianController()`. */
export const MIXIN_HOOKS: readonly string[] = [
  ...NOTIFY_HOOKS,
  ...PAYOUT_HOOKS,
  ...['onPayment', 'onRefund', 'onPayout', 'onReturn'],
];

const ENDINGS = /(?:es|ed|ing|s|d)$/;

/**
 * The hook that a name is, or was probably meant for: the same but for case, separators or an ending (`onReturned`), or a
 * letter away, two of the long names. The first letter is right: `noRefund` and `settledPayments` are names of their own.
 */
export function meantHook(name: string, hooks: readonly string[]): string | undefined {
  const written = name.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
  return hooks.find((hook) => isNear(written, hook.toLowerCase()));
}

function isNear(written: string, hook: string): boolean {
  if (!written.startsWith(hook.charAt(0))) return false;
  const withoutEnding = written.replace(ENDINGS, '');
  if (withoutEnding === hook) return true;
  const far = hook.length < 10 ? 1 : 2;
  // Of the long names both may be wrong: `expectRefunds` lacks a syllable, and has an ending.
  return distanceBetween(written, hook) <= far || (far > 1 && distanceBetween(withoutEnding, hook) <= far);
}
