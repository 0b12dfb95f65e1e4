import { slug } from 'github-slugger';
import type { MarkdownOptions } from 'vitepress';

import { chineseLabels } from './chinese-labels.js';
import { joinChineseLines } from './chinese-lines.js';
import { describeByFirstParagraph } from './description.js';
import { outsideLinks, type Repository } from './outside-links.js';
import { plainHtml } from './plain-html.js';

/** How pages are rendered: as a code host does it, with the same anchors. */
export function markdownOptions(repository: Repository): MarkdownOptions {
  return {
    anchor: { slugify: slug },
    // Braces in prose are no attributes.
    attrs: { disable: true },
    // Comments in GitHub's usual colours are too pale to read.
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config(md) {
      // `:name:` is no picture.
      md.disable('emoji');
      plainHtml(md);
      outsideLinks(md, repository);
      joinChineseLines(md);
      describeByFirstParagraph(md);
      chineseLabels(md);
    },
  };
}
