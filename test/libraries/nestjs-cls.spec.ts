import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClsPluginTransactional, TransactionHost } from '@nestjs-cls/transactional';
import { TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import { ClsModule } from 'nestjs-cls';
import { SqlInbox, typeormExecutor } from 'nestjs-lianlian/sql';
import { DataSource, In } from 'typeorm';
import { describe, it } from 'vitest';

import { dropTables, tableName } from '../e2e/notifications/inbox/sql/support/database.js';
import { postgresUrl } from '../e2e/notifications/inbox/sql/support/servers.js';
import { executorWith } from './recipes/nestjs-cls.js';
import { expectInTheGuide } from './support/in-the-guide.js';
import { noteIn } from './support/note.js';
import { expectServiceInHandlers } from './support/service-in-handlers.js';

const url = await postgresUrl();

describe.skipIf(url === undefined)('@nestjs-cls/transactional', () => {
  it('has its recipe in the guide', () => {
    expectInTheGuide('nestjs-cls.ts');
  });

  it("a service that asks the transaction host writes in the handler's transaction, and in no other one's", async () => {
    const [table, notes] = [tableName('inbox'), tableName('notes')];
    const Note = noteIn(notes);
    const dataSource = await new DataSource({
      type: 'postgres',
      url: url ?? '',
      entities: [Note],
      synchronize: true,
    }).initialize();
    class DatabaseModule {}
    Module({ providers: [{ provide: DataSource, useValue: dataSource }], exports: [DataSource] })(
      DatabaseModule,
    );
    class AppModule {}
    Module({
      imports: [
        ClsModule.forRoot({
          plugins: [
            new ClsPluginTransactional({
              imports: [DatabaseModule],
              adapter: new TransactionalAdapterTypeOrm({ dataSourceToken: DataSource }),
            }),
          ],
        }),
      ],
    })(AppModule);
    const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
    const host = app.get<TransactionHost<TransactionalAdapterTypeOrm>>(TransactionHost);
    const inbox = new SqlInbox(executorWith(host, dataSource), { table });
    await inbox.ensureSchema();

    await expectServiceInHandlers(inbox, {
      add: (text) => host.tx.getRepository(Note).insert({ text }),
      count: (texts) => host.tx.getRepository(Note).countBy({ text: In(texts) }),
    });

    await dropTables(typeormExecutor(dataSource), [table, notes]);
    await app.close();
    await dataSource.destroy();
  });
});
