import { banks } from './banks.js';

/** A bank's branch, as a payout to a business names it. */
interface Branch {
  readonly bank_code: string;
  /** Its CNAPS number, 12 digits. */
  readonly prcptcd: string;
  readonly brabank_name: string;
  readonly city_code: string;
}

const CITIES = [
  { city_code: '110000', name: '北京', digits: '1000' },
  { city_code: '310000', name: '上海', digits: '2900' },
  { city_code: '330100', name: '杭州', digits: '3310' },
] as const;

/** A branch of each of the sandbox's banks in each of three cities. Their numbers are made up. */
export const branches: readonly Branch[] = banks.flatMap(([bank_code, bank_name]) =>
  CITIES.map(({ city_code, name, digits }) => ({
    ...{ bank_code, city_code },
    prcptcd: `${bank_code.slice(1, 4)}${digits}00018`,
    brabank_name: `${bank_name}${name}分行营业部`,
  })),
);
