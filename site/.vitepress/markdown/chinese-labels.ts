import type { MarkdownRenderer } from 'vitepress';

import type { PageEnvironment } from './page-environment.js';

/** A markdown-it plugin: what VitePress writes in English beside headings and code is Chinese on Chinese pages. */
export function chineseLabels(md: MarkdownRenderer): void {
  md.core.ruler.push('chinese-labels', ({ tokens, env }) => {
    if (!(env as PageEnvironment).relativePath.startsWith('zh/')) return;
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const label = token.attrGet('aria-label');
      if (label?.startsWith('Permalink to '))
        token.attrSet('aria-label', label.replace('Permalink to ', '本节链接：'));
    }
  });
  const fence = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, at, options, env: PageEnvironment, self) => {
    const html = fence?.(tokens, at, options, env, self) ?? '';
    return env.relativePath.startsWith('zh/') ? html.replace('title="Copy Code"', 'title="复制代码"') : html;
  };
}
