import { requestFields, rulesOf } from './data.js';
import { ASTRAL, sampleOf, valuesOf } from './samples.js';

/** A value of exactly that many characters; valid otherwise, wherever the field's rule allows the length. */
export function valueOfLength(id: string, name: string, length: number): unknown {
  const format = rulesOf(id).formats?.[name];
  if (valuesOf(id, name) !== undefined) return padded(sampleOf(id, name), length);
  switch (format) {
    case undefined:
      return ASTRAL.repeat(length);
    case 'url':
      return filled('https://shop.example/', length);
    case 'ip_underscore':
      return ipv6OfLength(length);
    case 'sharing_data':
      return [
        { account: ASTRAL.repeat(length - '^0^1.00^d'.length), type: '0', amount: '1.00', description: 'd' },
      ];
    case 'amount':
      return amountOfLength(id, name, length);
    default:
      return padded(sampleOf(id, name), length);
  }
}

/** Full groups without zeros that could be left out: an IPv6 address has no shorter spelling then. */
function ipv6OfLength(length: number): string {
  let digits = length - 7 - 8;
  const groups = Array.from({ length: 8 }, () => {
    const more = Math.min(3, digits);
    digits -= more;
    return 'a'.repeat(1 + more);
  });
  return groups.join(':');
}

/** One decimal more where the largest amount is shorter than the field; more than the largest amount past its end. */
function amountOfLength(id: string, name: string, length: number): string {
  const amount = `1${'0'.repeat(length - 4)}.00`;
  const most = rulesOf(id).ranges?.[name]?.[1] ?? amount;
  const maxLength = requestFields(id).find((field) => field.name === name)?.maxLength ?? length;
  return length <= maxLength && Number(amount) > Number(most) ? most.padEnd(length, '0') : amount;
}

function filled(start: string, length: number): string {
  return start + ASTRAL.repeat(length - start.length);
}

function padded(sample: unknown, length: number): string {
  return String(sample).padEnd(length, '0');
}
