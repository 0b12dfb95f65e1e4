import { Body, Controller, Post, Res } from '@nestjs/common';
import type { Response } from 'express';

import { lastingCookie } from '../pages/lasting-cookie.js';
import { SeeOther } from '../pages/page.js';
import { ShopSettings } from '../shop-settings.js';
import { LanguageDto } from './language.dto.js';
import { LANGUAGE_COOKIE } from './visitor-language.js';

/** A base for paths alone: only the path of what is resolved against it is used. */
const HERE = 'http://shop.invalid';

/** The choice of a language, kept in a cookie. */
@Controller('language')
export class LanguageController {
  constructor(private readonly settings: ShopSettings) {}

  @Post()
  choose(@Body() { language, back }: LanguageDto, @Res({ passthrough: true }) response: Response): SeeOther {
    response.append('set-cookie', lastingCookie(LANGUAGE_COOKIE, language, this.settings));
    return new SeeOther(pathHere(back));
  }
}

/** Anybody can write this form, so it never leads to another site. */
function pathHere(back: string): string {
  if (!URL.canParse(back, HERE)) return '/';
  const { origin, pathname, search } = new URL(back, HERE);
  // A path that begins with two slashes would name a host.
  return origin === HERE ? pathname.replace(/^\/+/, '/') + search : '/';
}
