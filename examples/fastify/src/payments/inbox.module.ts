import { Module } from '@nestjs/common';
import { SqlInbox, typeormExecutor } from 'nestjs-lianlian/sql';
import { DataSource } from 'typeorm';

/** The inbox in the shop's own database, shared by both processes. */
@Module({
  providers: [
    {
      provide: SqlInbox,
      inject: [DataSource],
      useFactory: (dataSource: DataSource) => new SqlInbox(typeormExecutor(dataSource)),
    },
  ],
  exports: [SqlInbox],
})
export class InboxModule {}
