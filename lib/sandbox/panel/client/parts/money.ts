/** An amount with its currency: `¥ 49.95` or `USD 29.90`. What names no currency is in yuan. */
export function moneyOf(amount: string, currency = 'CNY'): string {
  return currency === 'CNY' ? `¥ ${amount}` : `${currency} ${amount}`;
}
