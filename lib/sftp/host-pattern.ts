import { createHmac } from 'node:crypto';

const HASHED = /^\|1\|([A-Za-z0-9+/]+={0,2})\|([A-Za-z0-9+/]{27}=)$/;

/** Whether the first column of a line of `known_hosts` can be read: hosts and patterns, or the hash of one host. */
export function isHostList(hosts: string): boolean {
  return hosts.startsWith('|')
    ? HASHED.test(hosts)
    : hosts.split(',').every((host) => /^!?[^!|]+$/.test(host));
}

/**
 * Whether a line of `known_hosts` is about a server, by one of its names.
 *
 * @param names all names of that server: a pattern that begins with `!` and fits any of them rules the line out
 */
export function isHostIn(hosts: string, name: string, names: readonly string[]): boolean {
  const [, salt, hash] = HASHED.exec(hosts) ?? [];
  if (salt !== undefined) {
    return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
  }
  const patterns = hosts.toLowerCase().split(',');
  const isRuledOut = patterns.some(
    (pattern) => pattern.startsWith('!') && names.some((one) => fits(pattern.slice(1), one)),
  );
  return !isRuledOut && patterns.some((pattern) => !pattern.startsWith('!') && fits(pattern, name));
}

/** `*` is any text, `?` any character. It goes back to the last star alone, so that no pattern takes long. */
function fits(pattern: string, name: string): boolean {
  let at = 0;
  let star = -1;
  let afterStar = 0;
  for (let index = 0; index < name.length;) {
    if (pattern[at] === '*') {
      star = at;
      afterStar = index;
      at += 1;
    } else if (pattern[at] === '?' || pattern[at] === name[index]) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      at = star + 1;
      afterStar += 1;
      index = afterStar;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(at));
}
