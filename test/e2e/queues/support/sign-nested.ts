import { keys } from '../../../support/shop.js';
import { signedByLianlian } from '../../../support/lianlian-signs.js';

/** A notification as a document in which one value is nested, signed as it is written. */
export function signNested(fields: Readonly<Record<string, unknown>>, name: string, written: string): string {
  const texts = Object.fromEntries(
    Object.entries(fields).filter(([field]) => field !== name && field !== 'sign'),
  ) as Record<string, string>;
  const signed = signedByLianlian({ ...texts, [name]: written }, keys.lianlian.privateKey);
  const members = Object.entries(signed).map(
    ([field, value]) => `${JSON.stringify(field)}: ${field === name ? written : JSON.stringify(value)}`,
  );
  return `{ ${members.join(', ')} }`;
}
