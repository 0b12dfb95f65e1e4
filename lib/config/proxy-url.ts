/** What keeps a text from being the URL of a proxy that calls can go through. */
export type ProxyUrlProblem =
  | { readonly kind: 'unreadable' | 'no-scheme' | 'more-than-origin' }
  /** Its scheme, which is no secret: `socks5`. */
  | { readonly kind: 'other-scheme'; readonly scheme: string };

const SCHEME = /^([a-z][a-z\d+.-]{0,15}):\/\//i;

/** Undefined for the URL of an http or https proxy: an origin, and credentials that can be decoded. */
export function proxyUrlProblem(text: string): ProxyUrlProblem | undefined {
  const scheme = SCHEME.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return { kind: 'no-scheme' };
  if (scheme !== 'http' && scheme !== 'https') return { kind: 'other-scheme', scheme };
  if (!URL.canParse(text)) return { kind: 'unreadable' };
  const { username, password, pathname, search, hash } = new URL(text);
  if (pathname !== '/' || search !== '' || hash !== '') return { kind: 'more-than-origin' };
  return [username, password].every(isDecodable) ? undefined : { kind: 'unreadable' };
}

function isDecodable(text: string): boolean {
  try {
    return typeof decodeURIComponent(text) === 'string';
  } catch {
    return false;
  }
}
