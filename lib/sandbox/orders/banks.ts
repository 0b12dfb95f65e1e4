/** Banks of the sandbox, by LianLian's short codes. The last one does not send payers back to the shop. */
const BANKS: Readonly<Record<string, string>> = {
  '01030000': '农业银行',
  '01040000': '中国银行',
  '01050000': '建设银行',
  '03080000': '招商银行',
  '01020000': '工商银行',
};

/** ICBC never sends a payer back to the shop: LianLian's documents name it. */
export const ICBC = '01020000';

/** Every bank: short code, name. */
export const banks: readonly (readonly [bank_code: string, bank_name: string])[] = Object.entries(BANKS);

/** The name of a bank, if the sandbox knows it. */
export function bankName(bank_code: string | undefined): string | undefined {
  return BANKS[bank_code ?? ''];
}
