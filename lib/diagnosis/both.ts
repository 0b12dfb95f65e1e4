import type { Sentence } from './signature-diagnosis.js';

/** The same in both languages. */
export const both = (en: string, zh: string): Sentence => ({ en, zh });

/** What needs no words of its own. */
export const NOTHING: Sentence = both('', '');
