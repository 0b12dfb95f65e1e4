import { Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'pg';

function connect(): Pool {
  // Few for each instance, because a database has to serve all of them.
  const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 4 });
  // An idle connection that breaks, while a function is frozen for one, would end the process.
  return pool.on('error', (error) => {
    new Logger('Database').warn(error.message);
  });
}

@Module({ providers: [{ provide: Pool, useFactory: connect }], exports: [Pool] })
export class DatabaseModule implements OnApplicationShutdown {
  constructor(private readonly pool: Pool) {}

  /** The last of Nest's hooks: handlers that run are waited for before it. */
  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
