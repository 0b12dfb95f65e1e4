import { awsLambdaFastify } from '@fastify/aws-lambda';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Context } from 'aws-lambda';
import { LianlianService } from 'nestjs-lianlian';

import { type HttpEvent, withSender } from './http-event.js';
import { ShopModule } from './shop/shop.module.js';

// Once for each instance, while it starts.
const app = await NestFactory.create<NestFastifyApplication>(
  ShopModule.with({ sweeper: { enabled: false } }),
  new FastifyAdapter(),
);
await app.init();
const fastify = app.getHttpAdapter().getInstance();
const serve = awsLambdaFastify(fastify);
await fastify.ready();

/** For requests: Lambda's handler is `dist/fastify.handler`. */
export async function handler(event: HttpEvent, context: Context): Promise<unknown> {
  return serve(withSender(event), context);
}

/** A second function, which EventBridge Scheduler calls every five minutes: `dist/fastify.sweep`. */
export async function sweep(): Promise<void> {
  await app.get(LianlianService, { strict: false }).sweeper.sweep();
}
