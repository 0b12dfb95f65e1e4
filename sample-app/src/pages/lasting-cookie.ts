import type { ShopSettings } from '../shop-settings.js';

const YEAR_SECONDS = 365 * 24 * 3600;

/** How long a cookie is kept. */
export const LASTS_MS = YEAR_SECONDS * 1000;

/** A `set-cookie` header: for a year, out of scripts' reach, and not sent along with forms of other sites. */
export function lastingCookie(name: string, value: string, { origin }: ShopSettings): string {
  const secure = origin.startsWith('https:') ? '; Secure' : '';
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${String(YEAR_SECONDS)}${secure}`;
}
