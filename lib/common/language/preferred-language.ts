import { weightedValues } from './weighted-header.js';

/** The languages in which payers and operators are spoken to. */
export type SpokenLanguage = 'zh' | 'en';

/** The one of the languages that an `Accept-Language` likes best; undefined where it names none of them. */
export function preferredLanguage(acceptLanguage: string | undefined): SpokenLanguage | undefined {
  return weightedValues(acceptLanguage)
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ value }) => spokenLanguage(value))
    .find((language) => language !== undefined);
}

/** A language by its tag, such as `zh-CN`; undefined for another one. */
export function spokenLanguage(tag: string | undefined): SpokenLanguage | undefined {
  const [language] = (tag ?? '').toLowerCase().split('-');
  return language === 'zh' || language === 'en' ? language : undefined;
}
