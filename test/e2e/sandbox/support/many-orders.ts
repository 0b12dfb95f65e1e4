import { type OpenSandbox, openSandbox } from '../../../../lib/sandbox/open-sandbox.js';

const PARTNER = '201304121000001004';

/**
 * A sandbox with `count` orders: `many-1` is the oldest, every third is paid, and every fifth one failed. Nobody
 * hears of them.
 */
export async function sandboxWith(count: number): Promise<OpenSandbox> {
  const sandbox = await openSandbox({ modulusLength: 1024, merchants: [{ oidPartner: PARTNER }] });
  const { ledger, clock } = sandbox.services;
  const dt_order = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' })
    .format(clock.now())
    .replaceAll('-', '');
  for (let number = 1; number <= count; number += 1) {
    const entry = ledger.place(
      {
        oid_partner: PARTNER,
        no_order: `many-${String(number)}`,
        dt_order: `${dt_order}120000`,
        money_order: `${String(number)}.50`,
      },
      {
        api: 'aggregate.direct',
        user_id: `u-${String(number % 7)}`,
        name_goods: number % 2 === 0 ? 'Oolong tea' : '羽毛球',
        notify_url: 'http://127.0.0.1:1/notify',
      },
      60,
    );
    if (number % 3 === 0) ledger.succeed(entry, { paid_by: 'I' });
    else if (number % 5 === 0) ledger.fail(entry, 'no money');
  }
  return sandbox;
}
