import type { HeadConfig, TransformContext } from 'vitepress';

/** The picture that chat programs show beside a link to the site. */
const CARD = 'card.png';

/** Tags by which other sites show a page: its title, what it says, and a picture. Addresses are whole if the site's is known. */
export function headOf(
  { pageData, title, description }: TransformContext,
  site: URL | undefined,
): HeadConfig[] {
  const isChinese = pageData.relativePath.startsWith('zh/');
  const properties = {
    'og:type': 'website',
    'og:site_name': 'nestjs-lianlian',
    'og:title': title,
    'og:description': description,
    'og:locale': isChinese ? 'zh_CN' : 'en_US',
    'og:image': site === undefined ? `/${CARD}` : new URL(CARD, site).href,
    'og:image:width': '1200',
    'og:image:height': '630',
  };
  return [
    ...Object.entries(properties).map(([property, content]): HeadConfig => ['meta', { property, content }]),
    ['meta', { name: 'twitter:card', content: 'summary_large_image' }],
    ...(site === undefined || pageData.isNotFound === true ? [] : addressesOf(pageData.relativePath, site)),
  ];
}

/** The address of a page, and that of the same page in the other language. */
function addressesOf(page: string, site: URL): HeadConfig[] {
  const name = page.replace(/^zh\//, '');
  const address = (path: string): string =>
    new URL(path.replace(/(?:^|(?<=\/))index\.md$/, '').replace(/\.md$/, '.html'), site).href;
  return [
    ['meta', { property: 'og:url', content: address(page) }],
    ['link', { rel: 'canonical', href: address(page) }],
    ['link', { rel: 'alternate', hreflang: 'en', href: address(name) }],
    ['link', { rel: 'alternate', hreflang: 'zh-CN', href: address(`zh/${name}`) }],
  ];
}
