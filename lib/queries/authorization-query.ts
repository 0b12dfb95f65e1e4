import { Injectable } from '@nestjs/common';

import { PreauthService } from '../apis/preauth/preauth.service.js';
import { AUTHORIZATION_PAY_TYPE } from '../common/enums.js';
import { LianlianApiError } from '../errors/lianlian-api.error.js';
import { LianlianError } from '../errors/lianlian.error.js';
import type { LianlianCallOptions } from '../wire/call-options.js';

/** The transaction that is asked about. */
interface Transaction {
  readonly no_order: string;
  readonly dt_order: Date | string;
  readonly oid_paybill: string;
  readonly oid_partner?: string | undefined;
}

/** Asks LianLian whether a success that names no `pay_type` is an authorization. */
@Injectable()
export class AuthorizationQuery {
  constructor(private readonly preauth: PreauthService) {}

  /** Undefined where LianLian does not tell, or cannot be asked. */
  async isAuthorization(
    transaction: Transaction,
    options?: LianlianCallOptions,
  ): Promise<boolean | undefined> {
    for (const pay_type of Object.values(AUTHORIZATION_PAY_TYPE)) {
      const isKnown = await this.isKnownAs(pay_type, transaction, options);
      if (isKnown !== false) return isKnown;
    }
    return false;
  }

  private async isKnownAs(
    pay_type: (typeof AUTHORIZATION_PAY_TYPE)[keyof typeof AUTHORIZATION_PAY_TYPE],
    transaction: Transaction,
    options: LianlianCallOptions | undefined,
  ): Promise<boolean | undefined> {
    try {
      const { state } = await this.preauth.query({ pay_type, ...transaction }, options);
      return state === 'undecided' ? undefined : true;
    } catch (error) {
      if (!(error instanceof LianlianError)) throw error;
      return error instanceof LianlianApiError && error.category === 'not_found' ? false : undefined;
    }
  }
}
