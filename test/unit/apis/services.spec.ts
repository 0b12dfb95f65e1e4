import { describe, expect, it } from 'vitest';

import { AggregateDirectService } from '../../../lib/apis/aggregate-direct/aggregate-direct.service.js';
import { AggregateQueryService } from '../../../lib/apis/aggregate-query/aggregate-query.service.js';
import { AggregateRedirectService } from '../../../lib/apis/aggregate-redirect/aggregate-redirect.service.js';
import { CardService } from '../../../lib/apis/card/card.service.js';
import { EasypayDirectService } from '../../../lib/apis/easypay-direct/easypay-direct.service.js';
import { EasypayQueryService } from '../../../lib/apis/easypay-query/easypay-query.service.js';
import { EasypayRedirectService } from '../../../lib/apis/easypay-redirect/easypay-redirect.service.js';
import { OnlineBankingService } from '../../../lib/apis/online-banking/online-banking.service.js';
import { PreauthService } from '../../../lib/apis/preauth/preauth.service.js';
import { RefundService } from '../../../lib/apis/refund/refund.service.js';
import { UnifiedGatewayService } from '../../../lib/apis/unified-gateway/unified-gateway.service.js';
import { LianlianClient } from '../../../lib/wire/lianlian-client.js';

/** A client that answers with the API and the request that it was given. */
const client = {
  call: (api: { id: string }, request: unknown) => Promise.resolve({ call: api.id, request }),
  form: (api: { id: string }, request: unknown) => Promise.resolve({ form: api.id, request }),
} as unknown as LianlianClient;

const request = { no_order: 'o-1' } as never;

const SERVICES = [
  AggregateRedirectService,
  AggregateDirectService,
  AggregateQueryService,
  EasypayRedirectService,
  EasypayDirectService,
  EasypayQueryService,
  PreauthService,
  CardService,
  RefundService,
  OnlineBankingService,
  UnifiedGatewayService,
];

describe('the services', () => {
  it.each([
    [{ form: 'aggregate.redirect' }, new AggregateRedirectService(client).createForm(request)],
    [{ call: 'aggregate.direct' }, new AggregateDirectService(client).pay(request)],
    [{ call: 'aggregate.query' }, new AggregateQueryService(client).query(request)],
    [{ form: 'easypay.webRedirect' }, new EasypayRedirectService(client).createWebForm(request)],
    [{ form: 'easypay.h5Redirect' }, new EasypayRedirectService(client).createH5Form(request)],
    [{ call: 'easypay.apply' }, new EasypayDirectService(client).apply(request)],
    [{ call: 'easypay.verify' }, new EasypayDirectService(client).verify(request)],
    [{ call: 'easypay.query' }, new EasypayQueryService(client).query(request)],
    [{ call: 'preauth.capture' }, new PreauthService(client).capture(request)],
    [{ call: 'preauth.cancel' }, new PreauthService(client).cancel(request)],
    [{ call: 'preauth.query' }, new PreauthService(client).query(request)],
    [{ call: 'card.bindApply' }, new CardService(client).bindApply(request)],
    [{ call: 'card.bindVerify' }, new CardService(client).bindVerify(request)],
    [{ call: 'card.unbind' }, new CardService(client).unbind(request)],
    [{ call: 'card.list' }, new CardService(client).list(request)],
    [{ call: 'card.bin' }, new CardService(client).bin(request)],
    [{ form: 'onlineBanking.redirect' }, new OnlineBankingService(client).createForm(request)],
    [{ call: 'unified.create' }, new UnifiedGatewayService(client).create(request)],
    [{ call: 'refund.apply' }, new RefundService(client).apply(request)],
    [{ call: 'refund.applyCrossBorder' }, new RefundService(client).apply(request, { crossBorder: true })],
    [{ call: 'refund.query' }, new RefundService(client).query(request)],
  ])('%j', async (sent, result) => {
    expect(await result).toEqual({ ...sent, request });
  });

  it.each(SERVICES)('%o gets its client injected', (service) => {
    expect(Reflect.getMetadata('design:paramtypes', service)).toEqual([LianlianClient]);
  });
});
