import { NestFactory } from '@nestjs/core';

import { ShopModule } from './shop/shop.module.js';

// Every replica sweeps: what LianLian says is handled once all the same.
const app = await NestFactory.create(ShopModule.with({ sweeper: {} }));
// On SIGTERM: no new request, the end of the handlers that run, then the end of the database's connections.
app.enableShutdownHooks();
await app.listen(process.env['PORT'] ?? 3000, '0.0.0.0');
