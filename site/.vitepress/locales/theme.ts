import type { DefaultTheme } from 'vitepress';

import { SECTIONS } from '../pages.js';

type Language = 'en' | 'zh';

/** Where the pages of a language begin. */
const HOMES: Readonly<Record<Language, string>> = { en: '/', zh: '/zh/' };

/** The words of the theme in each language. VitePress has the English ones. */
const WORDS: Readonly<Record<Language, DefaultTheme.Config>> = {
  en: { outline: { level: [2, 3] } },
  zh: {
    outline: { level: [2, 3], label: '本页内容' },
    docFooter: { prev: '上一页', next: '下一页' },
    darkModeSwitchLabel: '深色模式',
    darkModeSwitchTitle: '切换到深色模式',
    lightModeSwitchTitle: '切换到浅色模式',
    sidebarMenuLabel: '目录',
    returnToTopLabel: '回到顶部',
    langMenuLabel: '切换语言',
    skipToContentLabel: '跳到正文',
    notFound: {
      title: '没有这个页面',
      quote: '地址可能写错了，或者页面已经改名。',
      linkLabel: '回到首页',
      linkText: '回到首页',
    },
  },
};

const MENU: readonly (Readonly<Record<Language, string>> & { readonly page: string })[] = [
  { en: 'Guide', zh: '指南', page: 'install' },
  { en: 'Test', zh: '测试', page: 'testing' },
  { en: 'Errors', zh: '错误', page: 'errors' },
  { en: 'API', zh: 'API', page: 'api/' },
];

/** Navigation, sidebar and words of the pages in a language. */
export function themeIn(language: Language): DefaultTheme.Config {
  const home = HOMES[language];
  return {
    ...WORDS[language],
    nav: MENU.map((entry) => ({ text: entry[language], link: `${home}${entry.page}` })),
    sidebar: SECTIONS.map((section) => ({
      text: section[language],
      items: [
        ...section.guides.map((guide) => ({ text: guide[language], link: `${home}${guide.name}` })),
        ...(section.en === 'Reference' ? [apiReference(language)] : []),
      ],
    })),
  };
}

function apiReference(language: Language): DefaultTheme.SidebarItem {
  return { text: { en: 'API reference', zh: 'API 参考（英文）' }[language], link: `${HOMES[language]}api/` };
}
