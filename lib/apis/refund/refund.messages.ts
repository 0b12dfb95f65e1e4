/** What is wrong with the amount of a refund. */
export const refundMessages = {
  moreThanPaid: (field: string, left: string) =>
    `${field} must not be more than what is left of the payment, ${left} yuan (paid less refunded)`,
  paidRequired: (field: string, other: string) => `${field} is required beside ${other}`,
} as const;
