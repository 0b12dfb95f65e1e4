import { Module } from '@nestjs/common';
import { prismaExecutor, SqlInbox } from 'nestjs-lianlian/sql';

import { PrismaModule } from '../prisma/prisma.module';
import { PrismaService } from '../prisma/prisma.service';
import { InboxCleaner } from './inbox-cleaner';

/** The inbox in the shop's own database: what a handler writes commits together with the note that it ran. */
@Module({
  imports: [PrismaModule],
  providers: [
    {
      provide: SqlInbox,
      inject: [PrismaService],
      useFactory: (prisma: PrismaService) =>
        new SqlInbox(prismaExecutor(prisma, 'postgres')),
    },
    InboxCleaner,
  ],
  exports: [SqlInbox],
})
export class InboxModule {}
