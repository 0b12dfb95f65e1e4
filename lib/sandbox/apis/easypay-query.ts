import { Refusal } from '../common/refusal.js';
import type { JsonApi } from './api.js';
import { extraFields, queried, queryFields } from './query-answer.js';

/** Payment Result Query API of Easypay. */
export const easypayQuery: JsonApi = {
  id: 'easypay.query',
  kind: 'json',
  handle(request, desk) {
    const entry = queried(request, desk);
    if (entry === undefined) throw new Refusal('5002');
    return {
      fields: queryFields(entry, desk),
      unsigned: { ...extraFields(request, entry, desk), card_no: entry.card_no },
    };
  },
};
