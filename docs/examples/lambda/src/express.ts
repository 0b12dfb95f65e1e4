import { configure } from '@codegenie/serverless-express';
import { NestFactory } from '@nestjs/core';
import type { Context } from 'aws-lambda';
import { LianlianService } from 'nestjs-lianlian';

import { type HttpEvent, withSender } from './http-event.js';
import { ShopModule } from './shop/shop.module.js';

// Once for each instance, while it starts.
const app = await NestFactory.create(ShopModule.with({ sweeper: { enabled: false } }));
await app.init();
const serve = configure({ app: app.getHttpAdapter().getInstance() });

/** For requests: Lambda's handler is `dist/express.handler`. */
export async function handler(event: HttpEvent, context: Context): Promise<unknown> {
  return serve(withSender(event), context, () => undefined);
}

/** A second function, which EventBridge Scheduler calls every five minutes: `dist/express.sweep`. */
export async function sweep(): Promise<void> {
  await app.get(LianlianService, { strict: false }).sweeper.sweep();
}
