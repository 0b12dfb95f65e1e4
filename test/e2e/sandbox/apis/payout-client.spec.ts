import { LianlianApiError, type LianlianService, wholeSeconds } from 'nestjs-lianlian';
import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterEach, describe, expect, it } from 'vitest';

import { NestClient } from '../support/nest-client.js';

let client: NestClient;
let sandbox: LianlianSandbox;
let lianlian: LianlianService;

afterEach(() => client.close());

async function started(modulusLength: number, lianlianPublicKey?: string): Promise<void> {
  client = await NestClient.open({ modulusLength, payoutMs: 3_600_000, lianlianPublicKey });
  ({ sandbox, lianlian } = client);
}

const payout = (no_order: string, money_order = '88.00') => ({
  ...{ flag_card: 'personal' as const, no_order, dt_order: wholeSeconds(), money_order },
  ...{ card_no: '6222020000000000123', acct_name: '张三', info_order: '货款', memo: '货款' },
});

describe.each([1024, 2048])('the module’s payouts at a sandbox with a key of %i bits', (bits) => {
  it('are taken, confirmed, paid and queried, and the balance tells of them', async () => {
    await started(bits);
    const first = await lianlian.payouts.apply(payout('p-1'));
    expect(first).toMatchObject({ state: 'accepted', no_order: 'p-1' });
    const second = await lianlian.payouts.apply(payout('p-2'));
    expect(second).toMatchObject({ state: 'needs-confirmation', reason: 'repetition' });
    expect(await lianlian.payouts.query({ no_order: 'p-2' })).toMatchObject({ state: 'needs-confirmation' });
    const { confirm_code = '' } = second;
    await lianlian.payouts.confirm({ no_order: 'p-2', confirm_code });
    await sandbox.payouts.complete('p-2');
    expect(await lianlian.payouts.query({ no_order: 'p-2' })).toMatchObject({ state: 'paid' });
    await sandbox.payouts.returnMoney('p-2');
    expect(await lianlian.payouts.query({ no_order: 'p-2' })).toMatchObject({ state: 'returned' });
    expect(await lianlian.payouts.query({ no_order: 'p-9' })).toMatchObject({ state: 'not-found' });
    expect(await lianlian.account.balance()).toMatchObject({ amt_balance: '999912.0', verified: true });
    const { support_banklist } = await lianlian.banks.supported({ product_type: '1', pay_chnl: '13' });
    expect(support_banklist).toHaveLength(5);
    const { card_list } = await lianlian.banks.branches({ bank_code: '01050000' });
    expect(card_list).toHaveLength(3);
    sandbox.expectRequest('payout.apply', { no_order: 'p-1', card_no: '***', acct_name: '***' });
    sandbox.expectPayouts([
      { no_order: 'p-1', result_pay: 'PROCESSING' },
      { no_order: 'p-2', result_pay: 'CANCEL' },
    ]);
  });
});

describe('the module’s payouts', () => {
  it('are unknown to a shop that encrypts for another LianLian, and the sandbox says why', async () => {
    const other = await LianlianSandbox.start({ modulusLength: 2048 });
    const { lianlianPublicKey } = other.options;
    await other.stop();
    await started(2048, lianlianPublicKey);
    await expect(lianlian.payouts.apply(payout('p-1'))).rejects.toMatchObject({ outcome: 'unknown' });
    expect(sandbox.requests.at(-1)).toMatchObject({ api: 'payout.apply', ret_code: '4007' });
    expect(sandbox.requests.at(-1)?.explanation?.en).toContain('another public key');
    expect(sandbox.payouts.all()).toEqual([]);
  });

  it('are refused with 9104 where the balance is too low', async () => {
    await started(1024);
    sandbox.setBalance('1.00');
    const refused = lianlian.payouts.apply(payout('p-1'));
    await expect(refused).rejects.toBeInstanceOf(LianlianApiError);
    await expect(refused).rejects.toMatchObject({ ret_code: '9104', outcome: 'failed' });
    sandbox.expectPayouts([{ no_order: 'p-1', result_pay: 'FAILURE' }]);
  });
});
