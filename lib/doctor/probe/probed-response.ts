import { randomUUID } from 'node:crypto';

import { EASYPAY_QUERY } from '../../apis/easypay-query/easypay-query.definition.js';
import { MerchantRegistry } from '../../config/merchant-registry.js';
import type { LianlianSettings } from '../../config/settings.js';
import { LianlianError } from '../../errors/lianlian.error.js';
import { Ipv6Payers } from '../../wire/ipv6-payers.js';
import { LianlianClient } from '../../wire/lianlian-client.js';
import { parseRawJsonObject, type RawJsonObject } from '../../wire/raw-json.js';
import { RiskWarnings } from '../../wire/risk-warnings.js';
import { LianlianTransport, type TransportRequest, type TransportResponse } from '../../wire/transport.js';
import { UndiciTransport } from '../../wire/undici-transport.js';

/** What became of a question about an order that cannot exist. */
export interface ProbedResponse {
  /** How the call ended: mostly in a refusal, because there is no such order. */
  readonly error: LianlianError | undefined;
  /** The response as it came, verified or not; undefined if none could be read. */
  readonly message: RawJsonObject | undefined;
}

/** How long the call may take: nobody waits half a minute for a doctor. */
const TIMEOUT_MS = 10_000;

/** The query whose refusal LianLian signs. It changes nothing. */
export const PROBE_API = EASYPAY_QUERY;

/** Asks LianLian about an order that cannot exist, as the module would. */
export async function probedResponse(settings: LianlianSettings): Promise<ProbedResponse> {
  const transport = new UndiciTransport(settings);
  const kept = new KeptResponse(transport);
  const client = new LianlianClient(
    settings,
    new MerchantRegistry(settings),
    kept,
    new RiskWarnings(),
    new Ipv6Payers(settings),
  );
  const no_order = `doctor${randomUUID().replaceAll('-', '').slice(0, 24)}`;
  try {
    await client.call(PROBE_API, { no_order, dt_order: new Date() }, { timeoutMs: TIMEOUT_MS });
    return { error: undefined, message: kept.message };
  } catch (error) {
    if (error instanceof LianlianError) return { error, message: kept.message };
    throw error;
  } finally {
    await transport.onApplicationShutdown();
  }
}

/** Keeps the last response, for a look at its signature. */
class KeptResponse extends LianlianTransport {
  private body: string | undefined;

  constructor(private readonly transport: LianlianTransport) {
    super();
  }

  async post(request: TransportRequest): Promise<TransportResponse> {
    const response = await this.transport.post(request);
    this.body = response.body;
    return response;
  }

  get message(): RawJsonObject | undefined {
    try {
      return this.body === undefined ? undefined : parseRawJsonObject(this.body);
    } catch {
      return undefined;
    }
  }
}
