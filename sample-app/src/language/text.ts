import type { HttpException } from '@nestjs/common';

/** The languages of the shop's pages. */
export const LANGUAGES = ['zh', 'en'] as const;

export type Language = (typeof LANGUAGES)[number];

/** What the shop says, in each of its languages. Which of them a visitor reads is decided when a page is made. */
export type Text = Readonly<Record<Language, string>>;

export function isText(value: unknown): value is Text {
  return typeof value === 'object' && value !== null && 'zh' in value && 'en' in value;
}

/** The same in both languages: a number, a name, a text from elsewhere. */
export function same(text: string): Text {
  return { zh: text, en: text };
}

/**
 * The body of a Nest exception whose text visitors may read: `new ConflictException(inWords({ zh, en }))`.
 *
 * @param title what the problem is called, as the heading of its page; by default the status has one
 */
export function inWords(text: Text, title?: Text): Text & { readonly message: string } {
  // Logs are in English.
  return { ...text, message: text.en, ...(title === undefined ? {} : { title }) };
}

/** The heading of an exception that was made with `inWords`, if it has one of its own. */
export function titleOf(exception: HttpException): Text | undefined {
  const body = exception.getResponse();
  if (typeof body !== 'object' || !('title' in body)) return undefined;
  return isText(body.title) ? body.title : undefined;
}

/** The text of an exception that was made with `inWords`. */
export function wordsOf(exception: HttpException): Text | undefined {
  const body = exception.getResponse();
  return isText(body) ? body : undefined;
}

/** The message of a class-validator rule: `InvalidFormException` finds the text in the rule's context. */
export function saying(text: Text): { readonly message: string; readonly context: Text } {
  return { message: text.en, context: text };
}
