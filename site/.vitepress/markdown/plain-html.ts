import type { MarkdownRenderer } from 'vitepress';

/** What guides and the API reference use, and code hosts take as well. Everything else in angle brackets is text. */
const TAG = /^<\/?(?:a|br|details|img|kbd|p|sub|summary|sup)\b[^<>]*>/i;

/** `<!-- file: main.ts -->` before a block of code, which code hosts and readers of the source know by this line alone. */
const FILE = /^<!-- file: (\S+) -->\s*$/;

/**
 * A markdown-it plugin: pages are Markdown as on the code host, not Vue. Tags that are none of a few, and double
 * braces, stay the text that they are; comments are left out, and a file's name stands over its code.
 */
export function plainHtml(md: MarkdownRenderer): void {
  const { rules } = md.renderer;
  rules.html_block = (tokens, at) => {
    const content = tokens[at]?.content ?? '';
    const file = FILE.exec(content)?.[1];
    return file === undefined ? harmless(content) : `<p class="file-name"><code>${file}</code></p>\n`;
  };
  rules.html_inline = (tokens, at) => harmless(tokens[at]?.content ?? '');
  const text = rules.text;
  rules.text = (...args) => withoutBraces(text?.(...args) ?? '');
}

function harmless(html: string): string {
  const written = html.replace(/<!--[\s\S]*?-->/g, '');
  return withoutBraces(
    written.replace(/<[^<]*/g, (part) => (TAG.test(part) ? part : `&lt;${part.slice(1)}`)),
  );
}

/** Vue would take what stands between them for an expression. */
function withoutBraces(html: string): string {
  return html.replaceAll('{{', '&#123;&#123;');
}
