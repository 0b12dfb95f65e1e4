import { Refusal } from '../data/refusal.js';
import { retMessage } from '../data/data.js';
import type { JsonApi } from './api.js';
import { extraFields, queried, queryFields } from './query-response.js';

/** Payment Result Query API of aggregate payments. */
export const aggregateQuery: JsonApi = {
  id: 'aggregate.query',
  kind: 'json',
  handle(request, services) {
    const entry = queried(request, services);
    // Real responses of this kind carry no signature.
    if (entry === undefined) throw new Refusal('8901', retMessage('8901'), false);
    return { fields: { ...queryFields(entry, services), ...extraFields(request, entry, services) } };
  },
};
