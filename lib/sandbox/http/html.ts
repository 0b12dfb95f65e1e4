/** The languages of the pages. */
export type Language = 'zh' | 'en';

/** A text, or markup, in both languages: the page says which. Made by `t`. */
export class Words {
  constructor(readonly by: Readonly<Record<Language, string | Html>>) {}
}

/** The same in Chinese and in English. */
export function t(zh: string | Html, en: string | Html): Words {
  return new Words({ zh, en });
}

type HtmlValue = string | Words | Html | undefined | readonly Html[];

/** Markup whose values are escaped. Rendering it chooses the language of its texts. */
export class Html {
  constructor(
    private readonly parts: readonly string[],
    private readonly values: readonly HtmlValue[],
  ) {}

  /** The markup in one language. */
  in(language: Language): string {
    return this.parts.map((part, at) => part + markupOf(this.values[at], language)).join('');
  }
}

/** Markup with every value escaped, unless it is markup itself. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(parts, values);
}

function markupOf(value: HtmlValue, language: Language): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return escaped(value);
  if (value instanceof Html) return value.in(language);
  if (value instanceof Words) return markupOf(value.by[language], language);
  return value.map((each) => each.in(language)).join('');
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (char) => entities[char] ?? char);
}
