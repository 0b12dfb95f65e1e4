import { Refusal } from '../common/refusal.js';
import type { JsonApi } from './api.js';
import { extraFields, queried, queryFields } from './query-response.js';

/** Payment Result Query API of Easypay. */
export const easypayQuery: JsonApi = {
  id: 'easypay.query',
  kind: 'json',
  handle(request, services) {
    const entry = queried(request, services);
    if (entry === undefined) throw new Refusal('5002');
    const fields = { ...queryFields(entry, services), ...extraFields(request, entry, services) };
    return { fields: { ...fields, card_no: entry.card_no } };
  },
};
