import { isBlank } from '../blank.js';

/** How LianLian's samples of payments in a foreign currency misspell two fields. */
const MISSPELT = [
  ['money_sellte', 'money_settle'],
  ['currency_sellte', 'currency_settle'],
] as const;

/**
 * Names the two fields as LianLian's tables do, whichever way they came. The signature covers the name that came, so this is
 * for a message that was verified.
 */
export function respellSettlement(message: object): void {
  for (const [misspelt, name] of MISSPELT) {
    const value: unknown = Reflect.get(message, misspelt);
    if (value === undefined) continue;
    if (isBlank(Reflect.get(message, name))) Reflect.set(message, name, value);
    Reflect.deleteProperty(message, misspelt);
  }
}
