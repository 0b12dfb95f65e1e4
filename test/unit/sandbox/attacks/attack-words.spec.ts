import { describe, expect, it } from 'vitest';

import { attackWords, verdictMessages } from '../../../../lib/sandbox/attacks/attack.messages.js';
import { attacks } from '../../../../lib/sandbox/attacks/attacks.js';
import { targetMessages } from '../../../../lib/sandbox/attacks/target.messages.js';
import type { Sentence } from '../../../../lib/diagnosis/signature-diagnosis.js';

const said = (
  messages: Readonly<Record<string, (...given: never[]) => Sentence | string>>,
): [string, Sentence][] =>
  Object.entries(messages).flatMap(([name, message]): [string, Sentence][] => {
    const sentence = message(...(['value', 'value', 1] as never[]));
    return typeof sentence === 'string' ? [] : [[name, sentence]];
  });

describe('what is said of attacks', () => {
  it.each([
    ...said(verdictMessages),
    ...said(targetMessages),
    ...Object.entries(attackWords).flatMap(([name, { title, advice }]): [string, Sentence][] => [
      [`the title of ${name}`, title],
      [`the advice of ${name}`, advice],
    ]),
  ])('%s is in English and in Chinese', (_, { en, zh }) => {
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).not.toMatch(/\p{Script=Han}/u);
  });

  it('each attack has its own title and number', () => {
    expect(new Set(attacks.map(({ title }) => title.en)).size).toBe(attacks.length);
    expect(new Set(attacks.map(({ id }) => id)).size).toBe(attacks.length);
  });
});
