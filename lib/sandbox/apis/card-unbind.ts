import type { JsonApi } from './api.js';
import { cardOwner, cardPayType } from './card-request.js';

/** Card Unbind API: from now on the token pays nothing. */
export const cardUnbind: JsonApi = {
  id: 'card.unbind',
  kind: 'json',
  handle(request, services) {
    services.agreements.unbind(request.fields['no_agree'] ?? '', cardOwner(request), cardPayType(request));
    return { fields: {} };
  },
};
