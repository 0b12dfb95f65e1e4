import type { MarkdownRenderer } from 'vitepress';

import { hasSpace } from './line-end.js';

type Token = ReturnType<MarkdownRenderer['parse']>[number];

/**
 * A markdown-it plugin: where a line of Chinese source ends, a browser would show a space, also where Chinese has none.
 */
export function joinChineseLines(md: MarkdownRenderer): void {
  md.core.ruler.push('chinese-lines', ({ tokens }) => {
    for (const token of tokens) if (token.children !== null) token.children = joined(token.children);
  });
}

function joined(tokens: readonly Token[]): Token[] {
  return tokens.filter(({ type }, at) => {
    if (type !== 'softbreak') return true;
    const before = [...tokens.slice(0, at).map(textOf).join('')].at(-1) ?? '';
    const [after = ''] = [
      ...tokens
        .slice(at + 1)
        .map(textOf)
        .join(''),
    ];
    return hasSpace(before, after);
  });
}

/** What a token shows. The first and the last character of code and pictures are nobody's neighbours. */
function textOf({ type, content }: Token): string {
  if (type === 'text') return content;
  return type === 'code_inline' || type === 'image' ? '\0' : '';
}
