import { isIPv4, isIPv6 } from 'node:net';

import { brokenRules } from '../broken-rules.js';
import { defineField, type FieldOptions } from './define-field.js';
import { lengthOf } from './text.js';

const MAX_LENGTH = 32;

/**
 * The payer's IP address: `userreq_ip`, as Express and Fastify give it in `request.ip`, or with underscores
 * already. LianLian wants dots as underscores: `122_11_37_211`. At most 32 characters.
 */
export function PayerIp(options?: FieldOptions): PropertyDecorator {
  return defineField(
    'payerIp',
    {
      schema: { type: 'string', maxLength: MAX_LENGTH, example: '122.11.37.211' },
      check: (value, property) => {
        if (typeof value !== 'string') return brokenRules.text(property, value);
        const text = wireAddress(value);
        if (text === undefined) return brokenRules.payerIp(property);
        return lengthOf(text) > MAX_LENGTH ? brokenRules.payerIpTooLong(property, MAX_LENGTH) : undefined;
      },
      encode: (value) => wireAddress(String(value)) ?? '',
    },
    options,
  );
}

function wireAddress(given: string): string | undefined {
  const address = given.trim().replaceAll('_', '.');
  if (isIPv4(address)) return address.replaceAll('.', '_');
  if (!isIPv6(address)) return undefined;
  const short = shortIpv6(address.replace(/%.*$/, ''));
  return mappedIpv4(short)?.replaceAll('.', '_') ?? short;
}

/** The shortest spelling, which also writes an embedded IPv4 address as two groups. */
function shortIpv6(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}

/** The IPv4 address within `::ffff:7a0b:25d3`: what a dual-stack server sees of an IPv4 client. */
function mappedIpv4(address: string): string | undefined {
  const groups = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address);
  if (groups === null) return undefined;
  return groups
    .slice(1)
    .map((group) => parseInt(group, 16))
    .flatMap((pair) => [pair >> 8, pair & 0xff])
    .join('.');
}
