import { cloudEvent, http, type Request, type Response } from '@google-cloud/functions-framework';
import { NestFactory } from '@nestjs/core';
import { LianlianService } from 'nestjs-lianlian';

import { ShopModule } from './shop/shop.module.js';

// Once for each instance, while it starts.
const app = await NestFactory.create(ShopModule.with({ sweeper: { enabled: false } }));
await app.init();
const serve: (request: Request, response: Response) => void = app.getHttpAdapter().getInstance();

/** The shop, for everybody: the entry point `shop`. */
http('shop', (request, response) => {
  serve(request, response);
});

/** A second function, whose Pub/Sub topic Cloud Scheduler writes to every five minutes: the entry point `sweep`. */
cloudEvent('sweep', async () => {
  await app.get(LianlianService, { strict: false }).sweeper.sweep();
});
