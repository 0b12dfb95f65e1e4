import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

import { type Language, LANGUAGES } from './text.js';

/** The cookie that the header's switch sets. */
export const LANGUAGE_COOKIE = 'language';

const CHOSEN = /(?:^|;\s*)language=(zh|en)(?=;|$)/;

/** The language that a visitor chose, else the one that their browser asks for, else English. */
export function languageOf(request: Request): Language {
  const [, chosen] = CHOSEN.exec(request.headers.cookie ?? '') ?? [];
  const wanted = chosen ?? request.acceptsLanguages([...LANGUAGES]);
  return LANGUAGES.find((language) => language === wanted) ?? 'en';
}

/** The visitor's language, for routes that render by themselves. */
export const VisitorLanguage = createParamDecorator((_data: unknown, context: ExecutionContext): Language =>
  languageOf(context.switchToHttp().getRequest<Request>()),
);
