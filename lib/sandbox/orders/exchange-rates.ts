import { amountOfFen, fenOfAmount } from '../common/amount.js';
import type { SandboxSettlement } from '../contract.js';

/** Yuan for one unit of each currency that LianLian takes: round ones, near those of a year or two ago. */
const RATES: Readonly<Record<string, string | undefined>> = {
  AUD: '4.7000',
  CNY: '1.0000',
  DKK: '1.0500',
  EUR: '7.8000',
  GBP: '9.2000',
  HKD: '0.9100',
  JPY: '0.0480',
  NZD: '4.3000',
  SEK: '0.6800',
  SGD: '5.3000',
  USD: '7.1000',
};

const RATE = /^(?:0|[1-9]\d{0,5})(?:\.(\d{1,8}))?$/;

/** Whether a text is a rate: a decimal above zero. */
export function isRate(text: unknown): text is string {
  return typeof text === 'string' && RATE.test(text) && /[1-9]/.test(text);
}

/** The rates at which payers pay in yuan for orders in other currencies. */
export class ExchangeRates {
  private readonly rates: Readonly<Record<string, string | undefined>>;

  /** @param changed rates that stand over the sandbox's own, by currency */
  constructor(changed: Readonly<Record<string, string>> = {}) {
    this.rates = { ...RATES, ...changed };
  }

  /** Every rate, by currency. */
  all(): Readonly<Record<string, string>> {
    return Object.fromEntries(Object.keys(RATES).map((currency) => [currency, this.of(currency)]));
  }

  /** Yuan for one unit of a currency, as decimal text. */
  of(currency: string): string {
    const rate = this.rates[currency];
    if (rate === undefined) throw new Error(`the sandbox has no exchange rate of ${currency}`);
    return rate;
  }

  /** What becomes of a payment: settled in its own currency, paid in yuan at the rate of now, rounded to fen. */
  settle(currency: string, money: string): SandboxSettlement {
    const exchange_rate = this.of(currency);
    return {
      currency_settle: currency,
      money_settle: money,
      currency_pay: 'CNY',
      money_pay: yuanAt(money, exchange_rate),
      exchange_rate,
    };
  }
}

/** What yuan are in a foreign currency, rounded to two decimals. */
export function foreignAmount(yuan: string, rate: string): string {
  const { digits, unit } = scaled(rate);
  return amountOfFen(rounded((fenOfAmount(yuan) ?? 0n) * unit, digits));
}

/** What an amount in a foreign currency is in yuan, rounded to fen. */
export function yuanAt(money: string, rate: string): string {
  const { digits, unit } = scaled(rate);
  return amountOfFen(rounded((fenOfAmount(money) ?? 0n) * digits, unit));
}

/** A rate as a fraction of whole numbers. */
function scaled(rate: string): { readonly digits: bigint; readonly unit: bigint } {
  const decimals = RATE.exec(rate)?.[1]?.length ?? 0;
  return { digits: BigInt(rate.replace('.', '')), unit: 10n ** BigInt(decimals) };
}

function rounded(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor / 2n) / divisor;
}
