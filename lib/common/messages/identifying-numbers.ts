import { isBlank } from '../blank.js';

/** The numbers by which a person finds a payment or a refund. None of them says anything of a payer. */
export const IDENTIFYING_NUMBERS = [
  'oid_partner',
  'no_order',
  'oid_paybill',
  'no_refund',
  'oid_refundno',
] as const;

/** Those of them that a message has, by LianLian's names. */
export type IdentifyingNumbers = Readonly<
  Partial<Record<(typeof IDENTIFYING_NUMBERS)[number], string | undefined>>
>;

/**
 * Whether a response says what it is about, by a number that was asked with. What both of them name has been compared; a
 * response that names neither may be about anything, so nothing final follows from it.
 */
export function namesWhatWasAsked(asked: IdentifyingNumbers, received: IdentifyingNumbers): boolean {
  return IDENTIFYING_NUMBERS.some(
    (name) => name !== 'oid_partner' && !isBlank(asked[name]) && asked[name] === received[name],
  );
}
