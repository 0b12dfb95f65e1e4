import { NestFactory } from '@nestjs/core';

import { ShopModule } from './shop/shop.module.js';

// Every replica sweeps: what LianLian says is handled once all the same.
const app = await NestFactory.create(ShopModule.with({ sweeper: {} }));
// On SIGTERM the handlers that run are waited for, and the database's connections are closed after that.
app.enableShutdownHooks();
await app.listen(process.env['PORT'] ?? 3000, '0.0.0.0');
