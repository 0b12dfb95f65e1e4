/** The language that the page was served in. */
const isChinese = document.documentElement.lang.startsWith('zh');

/**
 * The same in Chinese and in English: returns what the page speaks.
 *
 * @param {string} zh
 * @param {string} en
 */
export const t = (zh, en) => (isChinese ? zh : en);

/**
 * A sentence that the sandbox sends in both languages.
 *
 * @param {{ zh: string, en: string }} sentence
 */
export const said = ({ zh, en }) => t(zh, en);
