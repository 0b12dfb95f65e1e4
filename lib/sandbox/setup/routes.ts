import { apis } from '../apis/list.js';
import { pathOf } from '../apis/api.js';
import { Groups } from '../common/groups.js';
import type { CheckoutHandler } from '../pages/checkout-handler.js';
import { CONTROL_PATH } from '../contract.js';
import type { Control } from '../control/control.js';
import type { Gateway } from '../gateway/gateway.js';
import { parseForm } from '../http/form.js';
import type { Reply } from '../http/reply.js';
import type { Incoming } from '../http/server.js';
import { assetReply } from '../pages/assets.js';
import { otherMethod, type UnknownPath, unknownPath, unknownPathReply } from './unknown-path.js';

const CHECKOUT = /^\/sandbox\/checkout\/([0-9a-f]{32})$/;

/** The APIs by the path of their endpoint. LianLian has several hosts, and one path is of two queries. */
const apisByPath = new Groups<string, (typeof apis)[number]>();
for (const api of apis) apisByPath.add(pathOf(api), api);
const apiPaths = [...new Set(apis.map(pathOf))];

/**
 * Passes a request on to the part of the sandbox that its path belongs to.
 *
 * @param tell takes a request that belongs to none
 */
export async function route(
  incoming: Incoming,
  gateway: Gateway,
  checkoutHandler: CheckoutHandler,
  control: Control,
  tell: (unknown: UnknownPath) => void,
): Promise<Reply> {
  const { method, path, query, body } = incoming;
  const [api, ...others] = apisByPath.of(path);
  if (api !== undefined) {
    if (method === 'POST') return gateway.serve([api, ...others], incoming);
    tell(otherMethod(incoming));
    return notAllowed();
  }
  if (path.startsWith(CONTROL_PATH)) return control.serve(incoming);
  if (path === '/' || `${path}/` === CONTROL_PATH) return toPanel();
  const asset = assetReply(path);
  if (asset !== undefined) return asset;
  const [, checkoutId] = CHECKOUT.exec(path) ?? [];
  if (checkoutId === undefined) {
    const unknown = unknownPath(incoming, apiPaths);
    if (unknown !== undefined) tell(unknown);
    return unknownPathReply(incoming, unknown);
  }
  return method === 'POST'
    ? checkoutHandler.act(checkoutId, formOf(body))
    : checkoutHandler.show(checkoutId, query);
}

/** A browser at the root gets the panel. */
function toPanel(): Reply {
  return { status: 303, headers: { location: CONTROL_PATH, 'cache-control': 'no-store' }, body: '' };
}

function notAllowed(): Reply {
  return {
    status: 405,
    headers: { allow: 'POST', 'content-type': 'text/plain;charset=utf-8' },
    body: 'LianLian takes POST requests here',
  };
}

/** The fields of a pressed button; none for a form that cannot be read. */
function formOf(body: string | undefined): Readonly<Record<string, string>> {
  try {
    return parseForm(body ?? '');
  } catch {
    return {};
  }
}
