import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { PrismaPg } from '@prisma/adapter-pg';

import { PrismaClient } from '../generated/prisma/client';

/** One handler of a notification holds one connection, and five of them run at once: the pool is larger than that. */
const CONNECTIONS = 20;

@Injectable()
export class PrismaService
  extends PrismaClient
  implements OnApplicationShutdown
{
  constructor(config: ConfigService) {
    const connectionString = config.getOrThrow<string>('DATABASE_URL');
    super({
      adapter: new PrismaPg({ connectionString, max: CONNECTIONS }),
    });
  }

  onApplicationShutdown(): Promise<void> {
    return this.$disconnect();
  }
}
