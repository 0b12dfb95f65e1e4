import type { DataSourceOptions } from 'typeorm';

import { environment } from '../environment.js';
import { Delivery } from './delivery.entity.js';
import { Init1767225600000 } from './init.migration.js';
import { Order } from './order.entity.js';

/** The database of both processes. The pool is larger than the five handlers that run at once, each on a connection. */
export const dataSourceOptions: DataSourceOptions = {
  type: 'postgres',
  url: environment.databaseUrl,
  extra: { max: 20 },
  entities: [Order, Delivery],
  migrations: [Init1767225600000],
};
