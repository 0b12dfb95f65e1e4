import { MASK } from './secrets.js';

/** Digits in a row, or in groups as cards show them. */
const DIGITS = /(?<!\d)\d{13,19}(?!\d)/g;
const GROUPED_DIGITS =
  /(?<!\d)[3-9]\d{3}(?:(?:[ -]\d{4}){2}[ -]\d{1,4}(?:[ -]\d{1,3})?|[ -]\d{6}[ -]\d{4,5})(?!\d)/g;
/** Cards begin so. Times, LianLian's numbers and milliseconds do not: they begin with the year, or with 1. */
const CARD_BEGINNING = /^(?:[3-9]|2[2-7])/;
/** A citizen's number in China: a region, a day of birth, three digits and one for the check. */
const CITIZEN_NUMBER =
  /(?<!\d)[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])/g;
/** A mobile number in China, perhaps with the country's code. */
const MOBILE_NUMBER = /(?<![\dA-Za-z])(?:\+?86[ -]?)?1[3-9]\d{9}(?![\dA-Za-z])/g;
/** In PEM, whole or cut off; or its base64 alone, as LianLian's key tools write it. */
const PRIVATE_KEY =
  /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[^]*?(?:-----END [A-Z ]{0,20}PRIVATE KEY-----|$)|MII[A-Za-z0-9+/=]{300,}/g;
/** `redis://user:password@host` */
const PASSWORD_IN_URL = /(:\/\/[^\s/:@]*:)[^\s/@]+(?=@)/g;

/**
 * A text that the app, a library of its or LianLian made, without what looks like a card's number, a citizen's number, a
 * mobile number, a private key, or a password in a URL: drivers put the values of a statement into their errors, and
 * LianLian names who is paid.
 */
export function withoutLikelySecrets(text: string): string {
  return text
    .replace(PRIVATE_KEY, MASK)
    .replace(PASSWORD_IN_URL, `$1${MASK}`)
    .replace(CITIZEN_NUMBER, MASK)
    .replace(MOBILE_NUMBER, MASK)
    .replace(DIGITS, (digits) => (CARD_BEGINNING.test(digits) && passesLuhn(digits) ? MASK : digits))
    .replace(GROUPED_DIGITS, MASK);
}

/** Luhn's check, which the last digit of a card's number satisfies. */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
