import { STATUS_CODES } from 'node:http';

import type { SpokenLanguage } from '../common/language/preferred-language.js';
import type { ClientNotice } from './client-notice.js';
import type { NoticeForm } from './wanted-form.js';

/** A notice as it is sent, but for the page, which an app may write itself. */
export const noticeBodies: Readonly<
  Record<NoticeForm, (notice: ClientNotice, language: SpokenLanguage) => string>
> = {
  /** The shape of Nest's own errors, with more in it. */
  json: (notice, language) => {
    const { status, words, ...rest } = notice;
    const { text } = words[language];
    return JSON.stringify({ statusCode: status, error: STATUS_CODES[status], message: text, ...found(rest) });
  },
  /** RFC 9457. */
  problem: (notice, language) => {
    const { status, words, ...rest } = notice;
    const { title, text } = words[language];
    return JSON.stringify({ type: 'about:blank', title, status, detail: text, ...found(rest) });
  },
  /** Without a script, a style or a link, so that no policy of the app's blocks a part of it. */
  html: ({ words }, language) => {
    const { title, text } = words[language];
    return [
      '<!DOCTYPE html>',
      `<html lang="${htmlLanguage(language)}">`,
      '<head>',
      '<meta charset="utf-8">',
      '<meta name="viewport" content="width=device-width,initial-scale=1">',
      '<meta name="color-scheme" content="light dark">',
      `<title>${title}</title>`,
      '</head>',
      `<body><main><h1>${title}</h1><p>${text}</p></main></body>`,
      '</html>',
      '',
    ].join('\n');
  },
};

/** A language as headers and pages name it. */
export function htmlLanguage(language: SpokenLanguage): string {
  return language === 'zh' ? 'zh-CN' : 'en';
}

/** Only what there is something to say of. */
function found({ code, outcome, fields }: Pick<ClientNotice, 'code' | 'outcome' | 'fields'>): object {
  return { code, outcome, ...(fields.length === 0 ? {} : { fields }) };
}
