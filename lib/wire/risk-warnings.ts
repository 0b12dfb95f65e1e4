import { Injectable, Logger } from '@nestjs/common';

import { missingRiskKeys, type RiskKind } from '../common/fields/risk-keys.js';
import { messages } from '../errors/messages.js';
import type { SignableFields } from './signature.js';

/** What the warnings speak of. */
interface RiskyApi {
  readonly title: string;
  readonly direct?: boolean | undefined;
}

/** Warns of risk parameters that a payment lacks: once per kind, and never more than a warning. */
@Injectable()
export class RiskWarnings {
  private readonly logger = new Logger('Lianlian');
  private readonly warned = new Set<RiskKind>();

  /** Names the keys that are missing, and no value. */
  check({ title, direct = false }: RiskyApi, { risk_item }: SignableFields): void {
    if (risk_item === undefined) return;
    const items = JSON.parse(risk_item) as Readonly<Record<string, unknown>>;
    for (const { kind, keys } of missingRiskKeys(items, { direct })) {
      if (this.warned.has(kind)) continue;
      this.warned.add(kind);
      this.logger.warn(messages.riskKeysMissing(title, kind, keys));
    }
  }
}
