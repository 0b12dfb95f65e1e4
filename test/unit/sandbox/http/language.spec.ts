import { describe, expect, it } from 'vitest';
import { html, t } from '../../../../lib/sandbox/http/html.js';
import { languageCookie, languageOf } from '../../../../lib/sandbox/http/language.js';

const visitor = (url: string, cookie?: string, acceptLanguage?: string) => ({ url, cookie, acceptLanguage });

describe('the language of a page', () => {
  it.each([
    ['is Chinese where nobody says anything', visitor('/'), 'zh'],
    ['is Chinese for a client that takes anything', visitor('/', undefined, '*'), 'zh'],
    ['is the browser’s', visitor('/', undefined, 'en-GB,en;q=0.9'), 'en'],
    ['is the first of the browser’s that there is', visitor('/', undefined, 'fr, de;q=0.9, en;q=0.5'), 'en'],
    ['goes by the browser’s weights', visitor('/', undefined, 'en;q=0.3, zh-TW;q=0.8'), 'zh'],
    ['is not one that the browser refuses', visitor('/', undefined, 'en;q=0, zh;q=0.1'), 'zh'],
    [
      'is the one of the cookie before the browser’s',
      visitor('/', 'a=b; lianlian_sandbox_lang=en', 'zh-CN'),
      'en',
    ],
    [
      'is the one that was asked for before all',
      visitor('/x?lang=zh', 'lianlian_sandbox_lang=en', 'en'),
      'zh',
    ],
    ['takes no language that there is not', visitor('/x?lang=fr', 'lianlian_sandbox_lang=xx', 'en'), 'en'],
  ])('%s', (_name, who, language) => {
    expect(languageOf(who)).toBe(language);
  });

  it('is remembered once it was asked for, and only then', () => {
    expect(languageCookie(visitor('/?a=1&lang=en'))).toMatch(/^lianlian_sandbox_lang=en; Path=\/; /);
    expect(languageCookie(visitor('/?lang=<script>'))).toBeUndefined();
    expect(languageCookie(visitor('/', 'lianlian_sandbox_lang=en', 'en'))).toBeUndefined();
  });
});

describe('markup in two languages', () => {
  it('takes one of them, everywhere, and escapes it', () => {
    const inner = html`<b>${t('<是>', '<yes>')}</b>`;
    const either = t(html`<i>中</i>`, html`<i>E</i>`);
    const page = html`<b lang="${t('zh-CN', 'en')}">${inner}${[inner]}${either}</b>`;
    expect(page.in('zh')).toBe('<b lang="zh-CN"><b>&lt;是&gt;</b><b>&lt;是&gt;</b><i>中</i></b>');
    expect(page.in('en')).toBe('<b lang="en"><b>&lt;yes&gt;</b><b>&lt;yes&gt;</b><i>E</i></b>');
  });
});
