import { Inject, Injectable } from '@nestjs/common';

import { isTooLongAddress } from '../common/fields/payer-address.js';
import { LianlianLogger } from '../common/logging/lianlian-logger.js';
import { LIANLIAN_SETTINGS, type LianlianSettings } from '../config/settings.js';
import { wireMessages } from './wire.messages.js';

/** Lets payers pay whose IPv6 address is too long for LianLian: the option `ipv6StandIn` stands in for it. */
@Injectable()
export class Ipv6Payers {
  private readonly logger = new LianlianLogger();
  private isSaid = false;

  constructor(@Inject(LIANLIAN_SETTINGS) private readonly settings: LianlianSettings) {}

  /** The request with an address that fits, where the option has one. Without it, what is too long is a broken rule. */
  fitted(request: object): object {
    const { ipv6StandIn } = this.settings;
    if (ipv6StandIn === undefined || !isTooLongAddress(Reflect.get(request, 'userreq_ip'))) return request;
    if (!this.isSaid) this.logger.warn(wireMessages.ipv6StandIn());
    this.isSaid = true;
    return { ...request, userreq_ip: ipv6StandIn };
  }
}
