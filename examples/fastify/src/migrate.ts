import 'reflect-metadata';

import { DataSource } from 'typeorm';

import { dataSourceOptions } from './database/data-source-options.js';

const dataSource = await new DataSource(dataSourceOptions).initialize();
const done = await dataSource.runMigrations();
await dataSource.destroy();
console.log(`${done.length} migrations were run.`);
