import { fenToYuan } from 'nestjs-lianlian';

import { same, type Text } from '../language/text.js';

/**
 * An amount as people write it, such as ¥1,234.50.
 *
 * @param amount decimal text, which is formatted without becoming a floating-point number
 * @param currency what LianLian's reports call it; China's where nothing else is said
 */
export function money(amount: string, currency = 'CNY'): Text {
  if (!isDecimal(amount) || !/^[A-Z]{3}$/.test(currency)) return same(`${currency} ${amount}`);
  const style = { style: 'currency', currency } as const;
  return {
    zh: new Intl.NumberFormat('zh-CN', style).format(amount),
    en: new Intl.NumberFormat('en', style).format(amount),
  };
}

/** The same of whole fen. */
export function moneyOfFen(fen: number | bigint, currency?: string): Text {
  return money(fenToYuan(fen), currency);
}

function isDecimal(amount: string): amount is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(amount);
}
