import fc from 'fast-check';

import { textOfAnything } from '../../../../support/text-of-anything.js';

/** The page's languages. */
export const english = (_: string, en: string): string => en;
export const chinese = (zh: string): string => zh;

/** Whatever somebody may put into a field. */
export const anyText = fc.oneof(
  textOfAnything(30),
  fc.string({
    unit: fc.constantFrom(...`'"\`$\\{}*/\n\r\t \u0000\u001b\u2028\u2029\u202e\ud800羽毛球`),
    maxLength: 30,
  }),
);

/** The steps of a copied test alone. */
export function stepsIn(test: string): string[] {
  const lines = test.split('\n');
  const start = lines.findIndex((line) => line.startsWith('it('));
  return lines.slice(start + 1, lines.indexOf('});', start)).map((line) => line.trim());
}
