import type { AggregateQueryResponse } from '../../lib/apis/aggregate-query/aggregate-query.response.js';
import type { AggregateQueryService } from '../../lib/apis/aggregate-query/aggregate-query.service.js';
import type { EasypayQueryService } from '../../lib/apis/easypay-query/easypay-query.service.js';
import type { ExchangeService } from '../../lib/apis/exchange/exchange.service.js';
import type { MpayService } from '../../lib/apis/mpay/mpay.service.js';
import type { PreauthQueryResponse } from '../../lib/apis/preauth/preauth-query.response.js';
import type { PreauthService } from '../../lib/apis/preauth/preauth.service.js';
import { isBlank } from '../../lib/common/blank.js';
import { respellSettlement } from '../../lib/common/messages/settlement-spelling.js';
import { LianlianApiError } from '../../lib/errors/lianlian-api.error.js';
import { LianlianTransportError } from '../../lib/errors/lianlian-transport.error.js';
import { AuthorizationQuery } from '../../lib/queries/authorization-query.js';
import { PaymentQuery } from '../../lib/queries/payment-query.js';
import type { PlannedFaults } from './planned-faults.js';
import type { Actor, Scheduler } from './scheduler.js';
import { paymentMessage, type Transaction } from './transactions.js';

interface AskedFor {
  readonly no_order?: string | undefined;
  readonly dt_order?: Date | string | undefined;
  readonly oid_paybill?: string | undefined;
  readonly pay_type?: string | undefined;
}

/** LianLian's query APIs, from the side of one process: what travels between is left out here. */
export function queriesOf(
  actor: Actor,
  scheduler: Scheduler,
  faults: PlannedFaults,
  transactions: readonly Transaction[],
): PaymentQuery {
  const ask = <Response>(find: () => Response): Promise<Response> => {
    const isLost = faults.next('query', ({ call }) => call) !== undefined;
    return scheduler.step(actor, () => {
      if (isLost) throw new LianlianTransportError('The connection broke.', { outcome: 'unknown' });
      return find();
    });
  };
  const payment = (product: Transaction['product'], asked: AskedFor): AggregateQueryResponse => {
    const known = transactions.filter(
      (transaction) =>
        transaction.product === product &&
        transaction.result !== undefined &&
        (asked.oid_paybill ?? transaction.oid_paybill) === transaction.oid_paybill &&
        asked.no_order === transaction.order.no_order &&
        (isBlank(asked.dt_order) || asked.dt_order === transaction.order.dt_order),
    );
    // LianLian shows the payment of an order that succeeded, or else the last one.
    const found = known.find(({ result }) => result === 'SUCCESS') ?? known.at(-1);
    if (found?.result === undefined) throw notFound();
    const response = paymentMessage(found, found.result);
    respellSettlement(response);
    return response as unknown as AggregateQueryResponse;
  };
  const authorization = (asked: AskedFor): PreauthQueryResponse => {
    const found = transactions.find(
      ({ oid_paybill, pay_type, result }) =>
        oid_paybill === asked.oid_paybill && pay_type === asked.pay_type && result !== undefined,
    );
    if (found === undefined) throw notFound();
    return { state: 'authorized', oid_paybill: found.oid_paybill } as unknown as PreauthQueryResponse;
  };
  const aggregate = { query: (asked: AskedFor) => ask(() => payment('aggregate', asked)) };
  const easypay = { query: (asked: AskedFor) => ask(() => payment('easypay', asked)) };
  const exchange = { query: (asked: AskedFor) => ask(() => payment('exchange', asked)) };
  const preauth = { query: (asked: AskedFor) => ask(() => authorization(asked)) };
  return new PaymentQuery(
    aggregate as unknown as AggregateQueryService,
    easypay as unknown as EasypayQueryService,
    easypay as unknown as MpayService,
    exchange as unknown as ExchangeService,
    new AuthorizationQuery(preauth as unknown as PreauthService),
  );
}

function notFound(): LianlianApiError {
  return new LianlianApiError({
    subject: 'Query',
    ret_code: '5002',
    ret_msg: '',
    category: 'not_found',
    description: undefined,
    advice: 'query-first',
    outcome: 'failed',
  });
}
