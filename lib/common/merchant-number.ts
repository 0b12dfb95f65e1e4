/** Whether it has the form of a merchant number: 18 digits. */
export function isMerchantNumber(text: string): boolean {
  return /^\d{18}$/.test(text);
}
