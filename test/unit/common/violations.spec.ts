import {
  fenToYuan,
  formatLianlianTime,
  LianlianValidationError,
  type Violation,
  type ViolationRule,
} from 'nestjs-lianlian';
import { describe, expect, it } from 'vitest';

import { AGGREGATE_DIRECT } from '../../../lib/apis/aggregate-direct/aggregate-direct.definition.js';
import { BoundCard } from '../../../lib/apis/card/bound-card.js';
import { SentPayouts } from '../../../lib/apis/payout/sent-payouts.js';
import { applyOptionsOf } from '../../../lib/apis/refund/refund-options.js';
import { refundableViolations } from '../../../lib/apis/refund/refundable.js';
import { Amount } from '../../../lib/common/fields/amount.js';
import { Excludes, OneOf, RequiredWhen, SameAs, Together } from '../../../lib/common/fields/conditions.js';
import { CurrencyAmount } from '../../../lib/common/fields/currency-amount.js';
import { IdNumber } from '../../../lib/common/fields/id-number.js';
import { ItemList } from '../../../lib/common/fields/item-list.js';
import { LianlianTime } from '../../../lib/common/fields/lianlian-time.js';
import { PayerIp } from '../../../lib/common/fields/payer-ip.js';
import { RiskItems } from '../../../lib/common/fields/risk-items.js';
import { SharingData } from '../../../lib/common/fields/sharing-data.js';
import * as text from '../../../lib/common/fields/text-fields.js';
import { toRequest, violationsOf } from '../../../lib/common/fields/validate-request.js';
import { WebUrl } from '../../../lib/common/fields/web-url.js';
import { WholeNumber } from '../../../lib/common/fields/whole-number.js';
import { MerchantRegistry } from '../../../lib/config/merchant-registry.js';
import type { LianlianSettings } from '../../../lib/config/settings.js';
import { CallTime } from '../../../lib/wire/call-time.js';
import { prepareRequest } from '../../../lib/wire/prepare-request.js';
import { MemoryInbox } from '../../../lib/notifications/inbox/memory-inbox.js';
import { OID_PARTNER, testKeys } from '../../support/merchant.js';
import { minimal } from '../../conformance/support/samples.js';
import { classWith } from './fields/field-check.js';

type Violations = readonly Violation[] | Promise<readonly Violation[]>;

/** Breaks the rule of a field called `value`. */
function broken(decorator: PropertyDecorator, value: unknown, others: object = {}): readonly Violation[] {
  return brokenOf(classWith(decorator), value, others);
}

/** Breaks a rule over several fields, which stands at the optional field `value`. */
function brokenOver(decorator: PropertyDecorator, value: unknown, others: object = {}): readonly Violation[] {
  return brokenOf(classWith(text.UnlimitedText({ optional: true }), decorator), value, others);
}

function brokenOf(
  target: ReturnType<typeof classWith>,
  value: unknown,
  others: object,
): readonly Violation[] {
  for (const name of Object.keys(others)) text.UnlimitedText()(target.prototype as object, name);
  return violationsOf(toRequest(target, { value, ...others }));
}

/** Breaks a rule that no field can know of. */
async function refused(fields: object): Promise<readonly Violation[]> {
  const keys = testKeys();
  const merchant = {
    oidPartner: OID_PARTNER,
    privateKey: keys.merchant.privateKey,
    lianlianPublicKeys: [keys.lianlian.publicKey],
    signType: 'RSA',
  };
  // A registry reads nothing of the settings but the merchants.
  const merchants = new MerchantRegistry({ merchants: [merchant] } as unknown as LianlianSettings);
  const request = { ...minimal(AGGREGATE_DIRECT), oid_partner: OID_PARTNER, ...fields };
  return thrown(() => prepareRequest(AGGREGATE_DIRECT, request, merchants, { timeoutMs: 10_000 }));
}

/** Sends a payout, and one of another amount under its number. */
async function sendTwice(): Promise<void> {
  const sent = new SentPayouts(new MemoryInbox());
  const time = new CallTime(10_000);
  const payout = { oid_partner: OID_PARTNER, no_order: 'p-1', money_order: '49.95' };
  await sent.noteAny(payout, time);
  await sent.noteAny({ ...payout, money_order: '49.96' }, time).finally(() => {
    time.end();
  });
}

async function thrown(act: () => unknown): Promise<readonly Violation[]> {
  try {
    await act();
  } catch (error) {
    if (error instanceof LianlianValidationError) return error.violations;
    throw error;
  }
  throw new Error('nothing was refused');
}

const share = { account: 'u-2', type: '0', amount: '0.60', description: 'share' };

/** How each rule is broken, and which names its sentence has. */
const WAYS: Readonly<Record<ViolationRule, readonly [names: readonly string[], act: () => Violations]>> = {
  required: [['value'], () => broken(text.Text(3), ' ')],
  requiredWhen: [
    ['value', 'other'],
    () => brokenOver(RequiredWhen({ other: ['x'] }), undefined, { other: 'x' }),
  ],
  oneOf: [['value', 'other'], () => brokenOver(OneOf('value', 'other'), undefined)],
  together: [['value', 'other'], () => brokenOver(Together('other'), undefined, { other: 'x' })],
  exclusive: [['value', 'other'], () => brokenOver(Excludes('other'), 'x', { other: 'x' })],
  sameAs: [['value', 'other'], () => brokenOver(SameAs('other'), 'x', { other: 'y' })],
  unknownField: [['valeu'], () => violationsOf(toRequest(classWith(), { valeu: 'x' }))],
  unknownMerchant: [['oid_partner'], () => refused({ oid_partner: '201304121000007007' })],
  options: [['paid'], () => thrown(() => applyOptionsOf(null, 'refund'))],
  unknownOption: [['payed', 'paid'], () => thrown(() => applyOptionsOf({ payed: '1' }, 'refund'))],
  optionValue: [['crossBorder'], () => thrown(() => applyOptionsOf({ crossBorder: 'false' }, 'refund'))],
  text: [['value'], () => broken(text.Text(3), 7)],
  maxLength: [['value'], () => broken(text.Text(3), 'four')],
  brokenText: [['value'], () => broken(text.Text(3), '\0')],
  ambiguousText: [['name_goods', 'money_order'], () => refused({ name_goods: 'a&money_order=1' })],
  choice: [['value'], () => broken(text.Choice(['a']), 'b')],
  digits: [['value'], () => broken(text.Digits(8), 'x')],
  wholeNumber: [['value'], () => broken(WholeNumber(), 1.5)],
  hexColour: [['value'], () => broken(text.HexColour(), 'red')],
  amount: [['value'], () => broken(Amount(), 49.95)],
  amountRange: [['value'], () => broken(Amount(), '0')],
  wholeAmount: [['value', 'other'], () => broken(CurrencyAmount('other'), '500.50', { other: 'JPY' })],
  wholeFen: [['fen'], () => thrown(() => fenToYuan(0.5))],
  date: [['date'], () => thrown(() => formatLianlianTime(new Date(NaN)))],
  lianlianTime: [['value'], () => broken(LianlianTime(), '2017-08-01')],
  day: [['value.dt_flight'], () => broken(RiskItems(), { dt_flight: '20170230' })],
  webUrl: [['value'], () => broken(WebUrl(40), '/notify')],
  payerIp: [['value'], () => broken(PayerIp(), 'localhost')],
  branchNumber: [['value'], () => broken(text.BranchNumber(), 'CNAPS')],
  merchantNumber: [['value'], () => broken(text.MerchantNumber(), '1')],
  idNumber: [['value', 'id_type'], () => broken(IdNumber(), 'G1', { id_type: '0' })],
  chinaPhone: [['value'], () => broken(text.ChinaPhone(), '+86 139')],
  riskItem: [['value'], () => broken(RiskItems(), '[]')],
  sharingData: [['value'], () => broken(SharingData(99, 'total'), 'u-2')],
  sharingRecipients: [['value'], () => broken(SharingData(99, 'total'), [])],
  sharingSeparators: [
    ['value[0].account'],
    () => broken(SharingData(99, 'total'), [{ ...share, account: 'a|b' }]),
  ],
  sharingSum: [['value', 'total'], () => broken(SharingData(99, 'total'), [share, share], { total: '1.00' })],
  itemList: [['value[0]'], () => broken(ItemList(BoundCard), [null])],
  sentOtherwise: [['money_order'], () => thrown(sendTwice)],
  moreThanPaid: [['money_refund', 'paid', 'refunded'], () => refundableViolations('2', { paid: '1' })],
};

describe('a broken rule', () => {
  it.each(Object.entries(WAYS))(
    'is told by its name, and with the fields: %s',
    async (rule, [names, act]) => {
      const violations = await act();
      expect(violations.map((violation) => violation.rule)).toEqual([rule]);
      for (const name of names) expect(violations[0]?.message).toContain(name);
    },
  );
});
