import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';

import type HostedGitInfo from 'hosted-git-info';
import type { MarkdownRenderer } from 'vitepress';

import { addressOfExample } from '../build/examples.js';
import type { PageEnvironment } from './page-environment.js';

type Token = ReturnType<MarkdownRenderer['parse']>[number];

/** Where the repository's files are: its folder on this machine, and its code host, once that is known. */
export interface Repository {
  readonly root: string;
  readonly host: HostedGitInfo | undefined;
  /** What addresses on the site begin with: `/`. */
  readonly base: string;
}

/** What becomes of a link. */
type Target =
  | { readonly href: string }
  /** A file that is no page of VitePress: the browser loads it, and VitePress does not follow it. */
  | { readonly file: string }
  /** What the site does not have, from the repository's root. The text beside it says where it is. */
  | { readonly path: string };

/** Pages that are made of the README's text: their links stand as in the README. */
const FROM_README = /^(?:zh\/)?install\.md$/;

/**
 * A markdown-it plugin for links that leave `docs`. Those to the README lead to the page that has its text, those to
 * examples to their page on the site. Those to other files lead to the code host; as long as nobody knows its address,
 * they are plain text that names the file.
 */
export function outsideLinks(md: MarkdownRenderer, repository: Repository): void {
  md.core.ruler.push('outside-links', (state) => {
    const { relativePath } = state.env as PageEnvironment;
    for (const token of state.tokens) {
      if (token.children === null) continue;
      const named = (path: string): Token => {
        const text = new state.Token('text', '', 0);
        text.content = relativePath.startsWith('zh/') ? `（${path}）` : ` (${path})`;
        return text;
      };
      token.children = changed(token.children, (href) => targetOf(href, relativePath, repository), named);
    }
  });
}

/** Gives each link its target. Of a link that has none its text stays, with the path unless it says that itself. */
function changed(
  tokens: readonly Token[],
  targetOfLink: (href: string) => Target,
  named: (path: string) => Token,
): Token[] {
  let leftOut: string | undefined;
  let text = '';
  return tokens.flatMap((token) => {
    if (token.type === 'link_open') {
      const target = targetOfLink(token.attrGet('href') ?? '');
      text = '';
      leftOut = 'path' in target ? target.path : undefined;
      if ('path' in target) return [];
      token.attrSet('href', 'href' in target ? target.href : target.file);
      if ('file' in target) token.attrSet('target', '_self');
      return [token];
    }
    if (token.type !== 'link_close' || leftOut === undefined) {
      text += token.content;
      return [token];
    }
    const path = leftOut;
    leftOut = undefined;
    return text.includes(path) ? [] : [named(path)];
  });
}

/** Where a link leads. */
function targetOf(href: string, page: string, { root, host, base }: Repository): Target {
  if (/^(?:[a-z]+:|#|\/)/i.test(href)) return { href };
  const [path = '', anchor] = href.split('#');
  const isOfReadme = FROM_README.test(page) && existsSync(join(root, decodeURI(path)));
  const file = posix.join(isOfReadme ? '' : posix.join('docs', posix.dirname(page)), decodeURI(path));
  const hash = anchor === undefined ? '' : `#${anchor}`;
  if (/^README(?:\.zh-CN)?\.md$/.test(file)) return { href: readmeOn(page, hash) };
  if (file.startsWith('docs/') && file.endsWith('.md'))
    return { href: `/${file.slice('docs/'.length)}${hash}` };
  const example = addressOfExample(root, file);
  if (example !== undefined) return { file: `${base}${example.slice(1)}` };
  // A code host finds files by the address of a folder, too.
  return host === undefined ? { path: file } : { href: `${host.browse(file)}${hash}` };
}

/** The README's sections that an app begins with have a page on the site, in both languages; the rest is the home page. */
function readmeOn(page: string, hash: string): string {
  const home = page.startsWith('zh/') ? '/zh/' : '/';
  return hash === '' ? home : `${home}install.md${hash}`;
}
