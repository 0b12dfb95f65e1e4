import type { DefaultTheme } from 'vitepress';

import { boostOf, fuzzyOf, wordsOfQuery, wordsOfText } from './words.js';

/** The API reference has hundreds of sections: a guide that tells of the same word comes first. */
function weightOf(page: string): number {
  return page.includes('/api/') ? 0.4 : 1;
}

/** The search in the page, without a server. */
export const searchOptions: DefaultTheme.LocalSearchOptions = {
  miniSearch: {
    options: { tokenize: wordsOfText },
    searchOptions: {
      tokenize: wordsOfQuery,
      fuzzy: fuzzyOf,
      prefix: true,
      boostTerm: boostOf,
      boostDocument: weightOf,
    },
  },
  // What is found is shown with the text around it; the button in the search switches that off.
  detailedView: true,
  locales: {
    // Each language is searched by itself: a search for the other one's words is told where they are.
    root: {
      translations: {
        modal: { noResultsText: 'Nothing in the English pages (搜索中文内容，请先切换到简体中文) for' },
      },
    },
    zh: {
      translations: {
        button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
        modal: {
          displayDetails: '显示详细列表',
          resetButtonTitle: '清空',
          backButtonTitle: '关闭搜索',
          noResultsText: '中文页面里没有找到（英文内容请切换到 English 后搜索）：',
          footer: {
            selectText: '打开',
            selectKeyAriaLabel: '回车键',
            navigateText: '移动',
            navigateUpKeyAriaLabel: '上方向键',
            navigateDownKeyAriaLabel: '下方向键',
            closeText: '关闭',
            closeKeyAriaLabel: 'Esc 键',
          },
        },
      },
    },
  },
};
