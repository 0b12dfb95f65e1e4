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
