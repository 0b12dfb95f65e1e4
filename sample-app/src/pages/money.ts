import { fenToYuan } from 'nestjs-lianlian';

import { same, type Text } from '../language/text.js';

/**
 * An amount as people write it, such as ¥1,234.50. The English of no country in particular, in which a dollar says whose.
 *
 * @param amount decimal text, which is formatted without becoming a floating-point number
 * @param currency as LianLian calls it; China's where nothing else is said
 */
export function money(amount: string, currency = 'CNY'): Text {
  if (!isDecimal(amount) || !/^[A-Z]{3}$/.test(currency)) return same(`${currency} ${amount}`);
  const style = { style: 'currency', currency } as const;
  return {
    zh: new Intl.NumberFormat('zh-CN', style).format(amount),
    en: new Intl.NumberFormat('en-001', style).format(amount),
  };
}

/** The same of whole fen, or of cents. */
export function moneyOfFen(fen: number | bigint, currency?: string): Text {
  return money(fenToYuan(fen), currency);
}

function isDecimal(amount: string): amount is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(amount);
}
