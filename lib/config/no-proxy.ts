import { isIPv6 } from 'node:net';

/** An entry of `NO_PROXY` that is none of the forms that are taken. */
export interface UnreadEntry {
  /** Which one it is, counted from 1. */
  readonly place: number;
  /** The entry itself; undefined where it may hold more than a host. */
  readonly shown: string | undefined;
}

/** What undici separates entries by. */
const SEPARATORS = /[,\s]+/;
/** A host, its subdomains, or an IPv6 address in brackets; with a port or without. */
const ENTRY = /^(?:(?:\*?\.)?[a-z\d_-]+(?:\.[a-z\d_-]+)*|\[[\da-f:.]+\])(?::\d+)?$/i;
const IN_BRACKETS = /^\[(.+)\](:\d+)?$/;
const HARMLESS = /^[\w.:*/;[\]-]{1,60}$/;

/** Each IPv6 address as URLs have it, in brackets: undici takes the end of a bare one for a port. */
export function understoodNoProxy(value: string): string {
  return value.replace(/[^,\s]+/g, bracketed);
}

/** The entries that undici compares with every host, and that fit none. */
export function unreadNoProxy(value: string): readonly UnreadEntry[] {
  if (value === '*') return [];
  return value
    .split(SEPARATORS)
    .filter((entry) => entry !== '')
    .flatMap((entry, index) => {
      if (ENTRY.test(bracketed(entry))) return [];
      return [{ place: index + 1, shown: HARMLESS.test(entry) ? entry : undefined }];
    });
}

function bracketed(entry: string): string {
  const [, inside = entry, port = ''] = IN_BRACKETS.exec(entry) ?? [];
  const url = `http://[${inside}]`;
  return isIPv6(inside) && URL.canParse(url) ? `${new URL(url).hostname}${port}` : entry;
}
