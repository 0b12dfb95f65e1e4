import { Refusal } from '../data/refusal.js';
import type { ApiResponse, AdmittedRequest, JsonApi } from './api.js';
import type { SandboxServices } from '../services.js';
import { extraFields, queried, queryFields } from './query-response.js';

/** Payment Result Query API of Easypay. */
export const easypayQuery: JsonApi = {
  id: 'easypay.query',
  kind: 'json',
  handle: queriedPayment,
};

/** Payment Result Query API of MPAY, at the same address: which one is asked is known by the order that is asked for. */
export const mpayQuery: JsonApi = {
  id: 'mpay.query',
  kind: 'json',
  isAbout: ({ api }) => api === 'mpay.apply',
  handle: queriedPayment,
};

function queriedPayment(request: AdmittedRequest, services: SandboxServices): ApiResponse {
  const entry = queried(request, services);
  if (entry === undefined) throw new Refusal('5002');
  const fields = { ...queryFields(entry, services), ...extraFields(request, entry, services) };
  return { fields: { ...fields, card_no: entry.card_no } };
}
