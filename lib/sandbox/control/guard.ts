import { isIP } from 'node:net';

import { both, type Sentence } from '../../diagnosis/signature-diagnosis.js';
import type { Incoming } from '../http/server.js';
import type { SandboxAddresses } from '../contract.js';
import { withoutBrackets } from '../common/host-names.js';

/** Why a request to the control API is refused. */
interface Objection {
  readonly status: 403 | 415;
  readonly sentence: Sentence;
}

/**
 * Why a request must be refused, whatever it asks for; undefined for one that may go on.
 *
 * A page on the internet can make its reader's browser send requests here. For JSON the browser asks for permission
 * first, and never gets it. The page's owner can also point a name of his own to this machine: such a name is not on
 * the list. Nobody can point an address elsewhere, so every address passes.
 *
 * @param hostNames names under which the sandbox is reached, beside `localhost`
 * @param addresses its own, which says whether it speaks HTTPS, and that of payers, which a proxy may have in front of it
 */
export function objectionTo(
  { method, headers }: Pick<Incoming, 'method' | 'headers'>,
  hostNames: readonly string[],
  { url, publicUrl }: Pick<SandboxAddresses, 'url' | 'publicUrl'>,
): Objection | undefined {
  const { host = '', origin } = headers;
  const name = nameOf(host);
  if (name === undefined || !(name === 'localhost' || isIP(name) !== 0 || hostNames.includes(name))) {
    return {
      status: 403,
      sentence: both(
        `the sandbox is not called ${host}: use its address, or name it in the option hostNames (--host-name)`,
        `沙箱没有 ${host} 这个主机名：请使用其地址，或在选项 hostNames（--host-name）中加入该名称`,
      ),
    };
  }
  if (origin !== undefined && origin !== `${new URL(url).protocol}//${host}` && origin !== publicUrl) {
    const sentence = both(`requests from pages of ${origin} are refused`, `拒绝来自 ${origin} 页面的请求`);
    return { status: 403, sentence };
  }
  if (!isOpenedFromHere(headers)) {
    const sentence = both('requests from pages of other sites are refused', '拒绝来自其他网站页面的请求');
    return { status: 403, sentence };
  }
  const [contentType = ''] = (headers['content-type'] ?? '').split(';');
  if (method === 'POST' && contentType.trim().toLowerCase() !== 'application/json') {
    return {
      status: 415,
      sentence: both(
        'send content-type: application/json, and {} as the body where there are no fields',
        '请发送 content-type: application/json；没有字段时请求体为 {}',
      ),
    };
  }
  return undefined;
}

/**
 * Whether a page of the sandbox, or a person who follows a link, opened it. For a picture or a script a browser names no
 * origin, and would hold an event stream open for a page of any site.
 */
function isOpenedFromHere(headers: Incoming['headers']): boolean {
  const { 'sec-fetch-site': site, 'sec-fetch-mode': mode } = headers;
  return site === undefined || site === 'same-origin' || site === 'none' || mode === 'navigate';
}

/** The host without its port, and an IPv6 address without its brackets. */
function nameOf(host: string): string | undefined {
  try {
    const { hostname, username, password, pathname, search } = new URL(`http://${host}`);
    const isHostAlone = username + password === '' && pathname === '/' && search === '';
    return isHostAlone ? withoutBrackets(hostname) : undefined;
  } catch {
    return undefined;
  }
}
