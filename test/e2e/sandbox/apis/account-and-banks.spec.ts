import { afterEach, describe, expect, it } from 'vitest';
import { LianlianSandbox } from 'nestjs-lianlian/testing';

import { call, type Fields, isSigned, orders, PATHS, sourceOf, startSandbox } from '../support/merchant.js';
import { applied, balanced } from '../support/payer.js';

const NOTIFY = 'http://127.0.0.1:9/notify';
let sandbox: LianlianSandbox;
const opened: { stop(): Promise<void> }[] = [];

afterEach(() => Promise.all(opened.splice(0).map((each) => each.stop())));

async function started(options?: Parameters<typeof startSandbox>[0]): Promise<void> {
  sandbox = await startSandbox(options);
  opened.push(sandbox);
}

const asked = async (path: string, fields: Fields): Promise<Fields> => {
  const { oidPartner: oid_partner } = sandbox.options;
  return (await call(sandbox, path, { oid_partner, sign_type: 'RSA', ...fields })).fields;
};

describe('account.balance', () => {
  it('tells what there is to pay out from, signed, with a million at the start', async () => {
    await started();
    const response = await balanced(sandbox);
    expect(response).toMatchObject({ ret_code: '0000', amt_balance: '1000000.0', amt_unsettle: '0.0' });
    expect(response).not.toHaveProperty('oid_partner');
    expect(isSigned(response, sandbox)).toBe(true);
  });

  it('writes two decimals where amounts are padded, and no signature where a scenario takes it', async () => {
    await started({ amountStyle: 'padded', balance: '12.30' });
    sandbox.scenario({ fault: 'unsigned-success', api: 'account.balance' });
    expect(await balanced(sandbox)).toEqual({
      ret_code: '0000',
      ret_msg: '交易成功',
      amt_balance: '12.30',
      amt_unsettle: '0.00',
    });
  });

  it('shows what payers paid as not settled, without what was refunded, and leaves the balance alone', async () => {
    await started();
    await call(sandbox, PATHS.direct, orders.direct(sandbox, NOTIFY));
    await sandbox.pay('o-1');
    await sandbox.refund('o-1', '10.90');
    expect(await balanced(sandbox)).toMatchObject({ amt_balance: '1000000.0', amt_unsettle: '200.0' });
  });

  it('is each merchant’s own', async () => {
    const several = await LianlianSandbox.start({
      modulusLength: 1024,
      balance: '5.00',
      merchants: [
        { oidPartner: '201304121000001004', balance: '7.00' },
        { oidPartner: '201304121000001005' },
      ],
    });
    opened.push(several);
    expect([several.balance('201304121000001004'), several.balance('201304121000001005')]).toEqual([
      '7.00',
      '5.00',
    ]);
    several.setBalance('1.00', '201304121000001005');
    expect([several.balance('201304121000001004'), several.balance('201304121000001005')]).toEqual([
      '7.00',
      '1.00',
    ]);
    expect(() => several.balance()).toThrow('several merchants: name one of');
    expect(() => several.balance('1')).toThrow('no merchant 1');
    expect(() => {
      several.setBalance('1.5', '201304121000001004');
    }).toThrow('two decimals');
  });

  it('falls by what payouts take, to the fen, also when they come at once', async () => {
    await started({ balance: '100.00' });
    const codes = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        const no_order = `p-${String(index)}`;
        const card_no = `62220200000000${String(10_000 + index)}`;
        return (await applied(sandbox, NOTIFY, { no_order, card_no, money_order: '10.01' }))['ret_code'];
      }),
    );
    expect(codes.filter((code) => code === '0000')).toHaveLength(9);
    expect(codes.filter((code) => code === '9104')).toHaveLength(3);
    expect(sandbox.balance()).toBe('9.91');
  });
});

describe('banks.supported', () => {
  const list = async (changes: Fields = {}): Promise<Fields> =>
    asked(PATHS.banks, { api_version: '1.0', product_type: '1', pay_chnl: '13', ...changes });

  it('lists the sandbox’s banks without a signature', async () => {
    await started();
    const response = await list();
    expect(response).toMatchObject({ ret_code: '0000' });
    expect(response).not.toHaveProperty('sign');
    const banks = response['support_banklist'] as unknown as Fields[];
    expect(banks).toHaveLength(5);
    expect(banks).toContainEqual({
      bank_code: '01050000',
      bank_name: '建设银行',
      card_type: '2',
      single_amt: '50000',
      day_amt: '200000',
      month_amt: '1000000',
      bank_status: '0',
    });
  });

  it('finds one bank, and none for credit cards, which are not served', async () => {
    await started();
    expect((await list({ bank_code: '03080000' }))['support_banklist']).toMatchObject([
      { bank_name: '招商银行' },
    ]);
    expect((await list({ card_type: '3' }))['support_banklist']).toEqual([]);
    expect(await list({ pay_chnl: '99' })).toMatchObject({ ret_code: '1004' });
  });
});

describe('banks.branches', () => {
  it('finds the branches of a bank, of a card’s bank, in a city, by a part of the name', async () => {
    await started();
    const found = async (fields: Fields): Promise<unknown> =>
      (await asked(PATHS.branches, fields))['card_list'];
    expect(await found({ bank_code: '01050000' })).toHaveLength(3);
    expect(await found({ card_no: '6217000000000000000' })).toEqual(await found({ bank_code: '01050000' }));
    const [hangzhou] = (await found({ bank_code: '01050000', city_code: '330100' })) as Fields[];
    expect(hangzhou?.['prcptcd']).toMatch(/^105\d{9}$/);
    expect(await found({ bank_code: '01050000', brabank_name: '杭州' })).toEqual([hangzhou]);
  });

  it('signs its response without the list, and answers 5501 where it finds nothing', async () => {
    await started();
    const { card_list: _, ...signedFields } = await asked(PATHS.branches, { bank_code: '01050000' });
    expect(sourceOf(signedFields)).not.toContain('card_list');
    expect(isSigned(signedFields, sandbox)).toBe(true);
    expect(await asked(PATHS.branches, { bank_code: '99999999' })).toMatchObject({ ret_code: '5501' });
    expect(await asked(PATHS.branches, {})).toMatchObject({ ret_code: '1004' });
  });
});
