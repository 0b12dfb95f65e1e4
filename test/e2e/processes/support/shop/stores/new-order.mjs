/** What an order of the tests is: ten minutes old, so that the sweeper asks about it. */
export function newOrder() {
  const dt_order = new Date(Date.now() - 600_000 + 8 * 3_600_000).toISOString().replace(/\D/g, '');
  return { money_order: '49.95', dt_order: dt_order.slice(0, 14) };
}
