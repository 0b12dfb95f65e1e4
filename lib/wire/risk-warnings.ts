import { Injectable } from '@nestjs/common';

import { isBlank } from '../common/blank.js';
import type { RiskItem } from '../common/fields/risk-item.js';
import { hasUnlistedClient, missingRiskKeys, type RiskKind } from '../common/fields/risk-keys.js';
import { LianlianLogger } from '../common/logging/lianlian-logger.js';
import { wireMessages } from './wire.messages.js';

/** What the warnings speak of. */
interface RiskyApi {
  readonly title: string;
  readonly direct?: boolean | undefined;
}

/** Warns of risk parameters that a payment lacks or tells unusually: once per kind, and never more than a warning. */
@Injectable()
export class RiskWarnings {
  private readonly logger = new LianlianLogger();
  private readonly warned = new Set<RiskKind | 'unlisted client'>();

  /** Warns of keys by name, and of no value. The request is valid. */
  check({ title, direct = false }: RiskyApi, request: object): void {
    const riskItem: unknown = Reflect.get(request, 'risk_item');
    if (isBlank(riskItem)) return;
    const items = (typeof riskItem === 'string' ? JSON.parse(riskItem) : riskItem) as RiskItem;
    for (const { kind, keys } of missingRiskKeys(items, { direct })) {
      this.warnOnce(kind, wireMessages.riskKeysMissing(title, kind, keys));
    }
    if (hasUnlistedClient(items)) this.warnOnce('unlisted client', wireMessages.riskClientUnlisted(title));
  }

  private warnOnce(kind: RiskKind | 'unlisted client', sentence: string): void {
    if (this.warned.has(kind)) return;
    this.warned.add(kind);
    this.logger.warn(sentence);
  }
}
