import type { Request } from 'express';

import { lastingCookie } from '../pages/lasting-cookie.js';
import type { ShopSettings } from '../shop-settings.js';

const NAME = 'session';
const COOKIE = /(?:^|;\s*)session=([\w-]{43})(?=;|$)/;

/** The session that a request says it belongs to. */
export function sessionOf({ headers }: Request): string | undefined {
  return COOKIE.exec(headers.cookie ?? '')?.[1];
}

/** The `set-cookie` header of a session that begins. */
export function sessionCookie(id: string, settings: ShopSettings): string {
  return lastingCookie(NAME, id, settings);
}
