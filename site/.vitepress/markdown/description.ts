import type { MarkdownRenderer } from 'vitepress';

import { descriptionOf } from './description-text.js';
import type { PageEnvironment } from './page-environment.js';

/**
 * A markdown-it plugin: the first paragraph of a page is its description, where it has no other, without the link to the
 * other language. It comes behind the plugin that joins Chinese lines.
 */
export function describeByFirstParagraph(md: MarkdownRenderer): void {
  md.core.ruler.push('description', ({ tokens, env }) => {
    const { frontmatter } = env as PageEnvironment;
    if (frontmatter === undefined || 'description' in frontmatter) return;
    const first = tokens.findIndex(({ type, level }) => type === 'paragraph_open' && level === 0);
    const words = (tokens[first + 1]?.children ?? []).map(({ type, content }) =>
      type === 'softbreak' ? ' ' : type === 'html_inline' ? '' : content,
    );
    if (first !== -1) frontmatter['description'] = descriptionOf(words.join(''));
  });
}
