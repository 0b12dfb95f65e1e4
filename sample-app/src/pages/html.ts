import { isText, type Language, type Text } from '../language/text.js';

/** Markup that is safe to send: made by the `html` tag alone. Its language is chosen when it is sent. */
export class Html {
  /** @param render the markup in a language */
  constructor(private readonly render: (language: Language) => string) {}

  in(language: Language): string {
    return this.render(language);
  }
}

type HtmlValue = string | number | Text | Html | undefined | readonly Html[];

/** Markup with every value escaped, unless it is markup itself. A text stands for its words in either language. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html((language) => parts.map((part, at) => part + markupOf(values[at], language)).join(''));
}

function markupOf(value: HtmlValue, language: Language): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.in(language);
  if (isText(value)) return escaped(value[language]);
  if (typeof value === 'object') return value.map((each) => each.in(language)).join('');
  return escaped(String(value));
}

function escaped(text: string): string {
  return text.replace(/[&<>"'`]/g, (char) => `&#${String(char.charCodeAt(0))};`);
}
