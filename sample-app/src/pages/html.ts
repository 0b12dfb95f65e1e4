/** Markup that is safe to send: made by the `html` tag alone. */
export class Html {
  constructor(readonly markup: string) {}
}

type HtmlValue = string | number | Html | undefined | readonly Html[];

/** Markup with every value escaped, unless it is markup itself. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(parts.map((part, at) => part + markupOf(values[at])).join(''));
}

function markupOf(value: HtmlValue): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.markup;
  if (typeof value === 'object') return value.map(({ markup }) => markup).join('');
  return String(value).replace(/[&<>"'`]/g, (char) => `&#${String(char.charCodeAt(0))};`);
}
