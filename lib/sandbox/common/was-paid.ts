/**
 * Whether a payment came about: the order was paid or authorized, whatever was refunded or cancelled since. The results are
 * those of LianLian's queries.
 */
export function wasPaid({ result_pay }: { readonly result_pay: string }): boolean {
  return result_pay === 'SUCCESS' || result_pay === 'REFUND';
}
