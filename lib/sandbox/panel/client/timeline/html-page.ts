/** A page where an acknowledgement should be. */
export interface HtmlPage {
  /** What it calls itself: `Sign in`. */
  readonly title?: string | undefined;
  /** In UTF-8. */
  readonly bytes: number;
}

const MAX_TITLE = 60;

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
};

/** What a shop answered with, where that is a page; undefined for everything else. It is read as text, and never run. */
export function htmlPageOf(text: string): HtmlPage | undefined {
  const start = text.replace(/^\uFEFF/, '').trimStart();
  if (!/^<(?!\?xml)/i.test(start)) return undefined;
  return { title: titleOf(start), bytes: new TextEncoder().encode(text).length };
}

function titleOf(html: string): string | undefined {
  const [, inside = ''] = /<title(?:\s[^>]*)?>([^<]*)/i.exec(html) ?? [];
  const title = inside
    .replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\s+/g, ' ')
    .trim();
  if (title === '') return undefined;
  const chars = [...title];
  return chars.length > MAX_TITLE ? `${chars.slice(0, MAX_TITLE).join('')}…` : title;
}
