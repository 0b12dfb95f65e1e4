import type { Sentence } from '../../../diagnosis/signature-diagnosis.js';

/** The language that the page was served in. */
const isChinese = document.documentElement.lang.startsWith('zh');

/** The same in Chinese and in English: what the page speaks. */
export const t = (zh: string, en: string): string => (isChinese ? zh : en);

/** A sentence that the sandbox sends in both languages. */
export const said = ({ zh, en }: Sentence): string => t(zh, en);
