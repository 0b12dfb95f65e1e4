import { SqlInbox, typeormExecutor } from 'nestjs-lianlian/sql';
import { DataSource, In } from 'typeorm';
import {
  addTransactionalDataSource,
  initializeTransactionalContext,
  StorageDriver,
} from 'typeorm-transactional';
import { describe, it } from 'vitest';

import { dropTables, tableName } from '../e2e/notifications/inbox/sql/support/database.js';
import { postgresUrl } from '../e2e/notifications/inbox/sql/support/servers.js';
import { transactionalExecutor } from './recipes/typeorm-transactional.js';
import { expectInTheGuide } from './support/in-the-guide.js';
import { noteIn } from './support/note.js';
import { expectServiceInHandlers } from './support/service-in-handlers.js';

const url = await postgresUrl();

describe.skipIf(url === undefined)('typeorm-transactional', () => {
  it('has its recipe in the guide', () => {
    expectInTheGuide('typeorm-transactional.ts');
  });

  it("a service with a repository writes in the handler's transaction, and in no other one's", async () => {
    // It changes classes of TypeORM, hence the file of its own.
    initializeTransactionalContext({ storageDriver: StorageDriver.ASYNC_LOCAL_STORAGE });
    const [table, notes] = [tableName('inbox'), tableName('notes')];
    const Note = noteIn(notes);
    const dataSource = addTransactionalDataSource(
      new DataSource({ type: 'postgres', url: url ?? '', entities: [Note], synchronize: true }),
    );
    await dataSource.initialize();
    const inbox = new SqlInbox(transactionalExecutor(dataSource), { table });
    await inbox.ensureSchema();
    const repository = dataSource.getRepository(Note);

    await expectServiceInHandlers(inbox, {
      add: (text) => repository.insert({ text }),
      count: (texts) => repository.countBy({ text: In(texts) }),
    });

    await dropTables(typeormExecutor(dataSource), [table, notes]);
    await dataSource.destroy();
  });
});
