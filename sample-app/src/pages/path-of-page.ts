import type { Request } from 'express';

/** The path of the page that a request shows: for the response to a form, the path of the page with the form. */
export function pathOfPage({ method, originalUrl, headers }: Request): string {
  if (method === 'GET') return originalUrl;
  const { referer = '', host } = headers;
  if (!URL.canParse(referer)) return '/';
  const url = new URL(referer);
  return url.host === host ? url.pathname + url.search : '/';
}
