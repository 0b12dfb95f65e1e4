import type { ConfigProblem } from '../errors/lianlian-config.error.js';
import { configMessages } from './config.messages.js';
import { MERCHANT_OPTIONS, createMerchant } from './create-merchant.js';
import { GROUPED_OPTIONS, SHARED_OPTIONS } from './option-names.js';
import { OptionReader } from '../common/options/option-reader.js';
import type { Merchant } from './settings.js';

/**
 * The merchants of the options: the one whose fields stand at the top, or those of `merchants`, or none where a
 * `merchantSource` knows them all.
 */
export function createMerchants(reader: OptionReader, problems: ConfigProblem[]): readonly Merchant[] {
  const list = reader.value('merchants');
  const hasSource = reader.value('merchantSource') !== undefined;
  if (list === undefined) {
    reader.refuseUnknown([...MERCHANT_OPTIONS, 'merchants', ...SHARED_OPTIONS], {
      elsewhere: GROUPED_OPTIONS,
    });
    const hasFields = MERCHANT_OPTIONS.some((name) => reader.value(name) !== undefined);
    return hasSource && !hasFields ? [] : [createMerchant(reader)];
  }
  reader.refuseUnknown(['merchants', ...SHARED_OPTIONS], { elsewhere: GROUPED_OPTIONS });
  if (!Array.isArray(list) || (list.length === 0 && !hasSource)) {
    reader.problem('merchants', configMessages.noMerchants());
    return [];
  }
  const merchants = list.map((entry: unknown, index) => {
    const entryReader = new OptionReader(entry, `merchants[${String(index)}].`, problems);
    entryReader.refuseUnknown(MERCHANT_OPTIONS);
    return createMerchant(entryReader);
  });
  merchants.forEach((merchant, index) => {
    if (merchants.findIndex(({ oidPartner }) => oidPartner === merchant.oidPartner) < index) {
      reader.problem(`merchants[${String(index)}].oidPartner`, configMessages.repeatedMerchant());
    }
  });
  return merchants;
}
