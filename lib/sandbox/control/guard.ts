import { isIP } from 'node:net';
import type { Incoming } from '../http/server.js';

/** Why a request to the control API is refused. */
interface Objection {
  readonly status: 403 | 415;
  readonly error: string;
}

/**
 * What speaks against a request, before anybody looks at what it wants.
 *
 * A web page elsewhere can make a browser send requests here. It cannot send JSON without asking first, and
 * nobody answers that question; and a name of its own that it points to this machine is not one of ours.
 * An address can't be pointed elsewhere, so every address passes.
 *
 * @param hostNames names under which the sandbox is reached, beside `localhost`
 */
export function objectionTo(
  { method, headers }: Pick<Incoming, 'method' | 'headers'>,
  hostNames: readonly string[],
): Objection | undefined {
  const { host = '', origin } = headers;
  const name = nameOf(host);
  if (name === undefined || !(name === 'localhost' || isIP(name) !== 0 || hostNames.includes(name))) {
    return {
      status: 403,
      error: `the sandbox is not called ${host}: use its address, or name it in the option hostNames`,
    };
  }
  if (origin !== undefined && origin !== `http://${host}`) {
    return { status: 403, error: `pages of ${origin} press no buttons here` };
  }
  const [contentType = ''] = (headers['content-type'] ?? '').split(';');
  if (method === 'POST' && contentType.trim().toLowerCase() !== 'application/json') {
    return {
      status: 415,
      error: 'send content-type: application/json, and {} where there is nothing to say',
    };
  }
  return undefined;
}

/** The host without its port, and an IPv6 address without its brackets. */
function nameOf(host: string): string | undefined {
  try {
    const { hostname, username, password, pathname, search } = new URL(`http://${host}`);
    const isHostAlone = username + password === '' && pathname === '/' && search === '';
    return isHostAlone ? hostname.replace(/^\[(.*)\]$/, '$1') : undefined;
  } catch {
    return undefined;
  }
}
