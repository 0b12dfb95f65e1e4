import { isBlank } from '../../common/blank.js';
import type { JsonApi, PageApi } from '../apis/api.js';
import { Refusal } from '../data/refusal.js';
import { apiSpec } from '../data/data.js';
import type { IncomingBody } from '../http/read-body.js';
import type { Ledger } from '../orders/ledger.js';
import { readRequest } from './read-request.js';

type Api = JsonApi | PageApi;

/** The APIs of one path: more than one where LianLian has the same address for several. */
export type ApisOfPath = readonly [Api, ...Api[]];

/** Which API of a path a request is meant for: the one that the order it names belongs to, else the first. */
export function meantApi(apis: ApisOfPath, incoming: IncomingBody, ledger: Ledger): Api {
  const [first, ...others] = apis;
  if (others.length === 0) return first;
  const entry = orderOf(first, incoming, ledger);
  return others.find((api) => entry && api.kind === 'json' && api.isAbout?.(entry)) ?? first;
}

/** The order that a request names. Nothing is checked yet: one that cannot be read names none. */
function orderOf({ id }: Api, incoming: IncomingBody, ledger: Ledger): ReturnType<Ledger['find']> {
  try {
    const { texts } = readRequest(apiSpec(id).transport, incoming);
    const sent = (name: string): string | undefined => (isBlank(texts[name]) ? undefined : texts[name]);
    const [no_order, oid_paybill] = [sent('no_order'), sent('oid_paybill')];
    if (no_order === undefined && oid_paybill === undefined) return undefined;
    const oid_partner = sent('oid_partner') ?? '';
    return ledger.find({ oid_partner, no_order, oid_paybill, dt_order: sent('dt_order') });
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
