import { brokenRules } from '../broken-rules.js';
import { defineField, type FieldOptions } from './define-field.js';
import { isAddressList, isTooLongAddress, MAX_ADDRESS_LENGTH, wireAddress } from './payer-address.js';

/**
 * The payer's IP address: `userreq_ip`, as Express and Fastify give it in `request.ip`, or with underscores
 * already. LianLian wants dots as underscores: `122_11_37_211`. At most 32 characters.
 */
export function PayerIp(options?: FieldOptions): PropertyDecorator {
  return defineField(
    'payerIp',
    {
      schema: { type: 'string', maxLength: MAX_ADDRESS_LENGTH, example: '122.11.37.211' },
      check: (value, property) => {
        if (isAddressList(value)) return brokenRules.payerIpList(property);
        if (typeof value !== 'string') return brokenRules.text(property, value);
        if (wireAddress(value) === undefined) return brokenRules.payerIp(property);
        return isTooLongAddress(value) ? brokenRules.payerIpTooLong(property, MAX_ADDRESS_LENGTH) : undefined;
      },
      encode: (value) => wireAddress(String(value)) ?? '',
    },
    options,
  );
}
