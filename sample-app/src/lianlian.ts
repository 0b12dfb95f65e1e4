import type { DynamicModule } from '@nestjs/common';
import { ConfigModule, type ConfigType } from '@nestjs/config';
import { LianlianModule, lianlianConfig } from 'nestjs-lianlian';
import { SqlInbox } from 'nestjs-lianlian/sql';
import type { LianlianSandbox, SandboxStartOptions } from 'nestjs-lianlian/testing';

import { isLoopback, type StartSettings } from './start-settings.js';

/** The module for the merchant that the environment names, with the inbox in the shop's database. */
export function realLianlian(): DynamicModule {
  return LianlianModule.forRootAsync({
    imports: [ConfigModule.forFeature(lianlianConfig)],
    inject: [lianlianConfig.KEY, SqlInbox],
    useFactory: (merchant: ConfigType<typeof lianlianConfig>, inbox: SqlInbox) => ({
      ...merchant,
      notifications: { inbox },
    }),
  });
}

/**
 * How the shop's own sandbox starts: for whom the shop listens. Payers in the local network pay from their phones. Attacks
 * look at an order's page, whether it is paid now.
 *
 * @param shop where programs on this machine reach the shop
 */
export function sandboxOptions(
  { host, sandboxPort, sandboxUrl }: Pick<StartSettings, 'host' | 'sandboxPort' | 'sandboxUrl'>,
  shop: string,
): Omit<SandboxStartOptions, 'merchants'> {
  return {
    ...{ host, port: sandboxPort },
    publicUrl: sandboxUrl ?? (isLoopback(host) ? undefined : 'network'),
    shopStatus: { url: `${shop}/orders/{no_order}`, paid: 'data-testid="paid"' },
  };
}

/**
 * The module for the merchant of the shop's own sandbox, with the same inbox.
 *
 * @param shop where programs on this machine, as the sandbox is one, reach the shop
 */
export function sandboxLianlian({ options }: Pick<LianlianSandbox, 'options'>, shop: string): DynamicModule {
  return LianlianModule.forRootAsync({
    inject: [SqlInbox],
    useFactory: (inbox: SqlInbox) => ({
      ...options,
      notifyUrl: `${shop}/payments/notify`,
      payoutNotifyUrl: `${shop}/payments/payout-notify`,
      // For payers whose IPv6 address is too long for LianLian. A real shop's is in LIANLIAN_IPV6_STAND_IN.
      ipv6StandIn: '127.0.0.1',
      notifications: { inbox },
    }),
  });
}
