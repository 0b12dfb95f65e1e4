import type { DynamicModule } from '@nestjs/common';
import { ConfigModule, type ConfigType } from '@nestjs/config';
import { LianlianModule, lianlianConfig } from 'nestjs-lianlian';
import { SqlInbox } from 'nestjs-lianlian/sql';
import type { LianlianSandbox, SandboxStartOptions } from 'nestjs-lianlian/testing';

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

/** What the shop's own sandbox is told of the shop: attacks look at an order's page, whether it is paid now. */
export function sandboxOptions(origin: string): Pick<SandboxStartOptions, 'shopStatus'> {
  return { shopStatus: { url: `${origin}/orders/{no_order}`, paid: 'data-testid="paid"' } };
}

/** The same for a sandbox. */
export function sandboxLianlian(
  { options }: Pick<LianlianSandbox, 'options'>,
  origin: string,
): DynamicModule {
  return LianlianModule.forRootAsync({
    inject: [SqlInbox],
    useFactory: (inbox: SqlInbox) => ({
      ...options,
      notifyUrl: `${origin}/payments/notify`,
      payoutNotifyUrl: `${origin}/payments/payout-notify`,
      // For payers whose IPv6 address is too long for LianLian. A real shop's is in LIANLIAN_IPV6_STAND_IN.
      ipv6StandIn: '127.0.0.1',
      notifications: { inbox },
    }),
  });
}
