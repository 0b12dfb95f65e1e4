import { describe, expect, it } from 'vitest';

import { preferredLanguage } from '../../../lib/common/language/preferred-language.js';
import { wantedForm } from '../../../lib/exceptions/wanted-form.js';

const CHROME = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';

describe('the form of an error by Accept', () => {
  it.each([
    ['no header at all', undefined, 'json'],
    ['an empty one', '', 'json'],
    ['fetch and curl', '*/*', 'json'],
    ['Chrome', CHROME, 'html'],
    ['axios', 'application/json, text/plain, */*', 'json'],
    ['jQuery', 'application/json, text/javascript, */*; q=0.01', 'json'],
    ['HTML as a second choice', 'text/html;q=0.5, application/json', 'json'],
    ['JSON as a second choice', 'application/json;q=0.5, text/html', 'html'],
    ['both alike, HTML first', 'text/html, application/json', 'html'],
    ['both alike, JSON first', 'application/json, text/html', 'json'],
    ['problem details', 'application/problem+json', 'problem'],
    ['problem details beside JSON', 'application/json, application/problem+json', 'problem'],
    ['problem details as a second choice', 'application/problem+json;q=0.9, application/json', 'json'],
    ['any application type', 'application/*', 'json'],
    ['any text', 'text/*', 'html'],
    ['HTML forbidden', 'text/html;q=0, */*', 'json'],
    ['JSON forbidden', 'application/json;q=0, application/problem+json;q=0, */*;q=0.1', 'html'],
    ['what we have not', 'image/png', 'json'],
    ['nothing', '*/*;q=0', 'json'],
    ['capitals and blanks', 'TEXT/HTML ; Q=1.0 , application/json ; q=0.9', 'html'],
    ['a parameter', 'text/html;charset=utf-8, application/json;q=0.9', 'html'],
    ['a weight that is no number', 'text/html;q=high, application/json;q=0.1', 'json'],
    ['separators alone', ',;,;q=1', 'json'],
  ])('%s', (_name, accept, form) => {
    expect(wantedForm(accept)).toBe(form);
  });
});

describe('the language by Accept-Language', () => {
  it.each([
    [undefined, undefined],
    ['*', undefined],
    ['fr-FR,fr;q=0.9', undefined],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en-US,en;q=0.9,zh-CN;q=0.8', 'en'],
    ['en;q=0.1, zh-TW;q=0.2', 'zh'],
    ['zh;q=0, en;q=0.1', 'en'],
    ['fr, en;q=0.5', 'en'],
  ])('%s', (header, language) => {
    expect(preferredLanguage(header)).toBe(language);
  });
});
