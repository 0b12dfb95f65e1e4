/** Markup that is safe to send. */
export class Html {
  constructor(readonly markup: string) {}
}

type HtmlValue = string | Html | undefined | readonly Html[];

/** Markup with every value escaped, unless it is markup itself. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(parts.map((part, at) => part + markupOf(at < values.length ? values[at] : '')).join(''));
}

function markupOf(value: HtmlValue): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.markup;
  return typeof value === 'string' ? escaped(value) : value.map(({ markup }) => markup).join('');
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
