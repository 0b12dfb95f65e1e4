import assert from 'node:assert/strict';

import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Args, Field, GraphQLModule, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { LianlianModule, LianlianService } from 'nestjs-lianlian';
import { LianlianSandbox } from 'nestjs-lianlian/testing';

import { ORDER, Orders, PaymentsController } from '../shop.js';

@ObjectType()
class Checkout {
  @Field()
  no_order!: string;

  @Field()
  qrCode!: string;
}

@Resolver(() => Checkout)
class CheckoutResolver {
  constructor(private readonly lianlian: LianlianService) {}

  @Query(() => String)
  shop(): string {
    return 'open';
  }

  @Mutation(() => Checkout)
  async pay(@Args('no_order') no_order: string, @Args('notify_url') notify_url: string): Promise<Checkout> {
    const request = { ...ORDER, no_order, notify_url, pay_type: 'I' } as const;
    const { payLoad } = await this.lianlian.aggregateDirect.pay(request);
    return { no_order, qrCode: String(payLoad) };
  }
}

/** A code-first GraphQL app: its mutation starts a payment, and the notification finds its route beside GraphQL's. */
async function main(): Promise<void> {
  const sandbox = await LianlianSandbox.start();

  @Module({
    imports: [
      GraphQLModule.forRoot<ApolloDriverConfig>({ driver: ApolloDriver, autoSchemaFile: true }),
      LianlianModule.forRoot({ ...sandbox.options, busiPartner: '109001' }),
    ],
    controllers: [PaymentsController],
    providers: [Orders, CheckoutResolver],
  })
  class AppModule {}

  const adapter = process.argv[2] === 'fastify' ? new FastifyAdapter() : new ExpressAdapter();
  const app = await NestFactory.create(AppModule, adapter, { logger: ['error'] });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();

  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query:
        'mutation ($url: String!) { pay(no_order: "order-graphql", notify_url: $url) { no_order qrCode } }',
      variables: { url: `${url}/payments/notify` },
    }),
  });
  const { data, errors } = (await response.json()) as { data?: { pay: Checkout }; errors?: unknown };
  assert.equal(data?.pay.no_order, 'order-graphql', JSON.stringify(errors));
  assert.match(data.pay.qrCode, /^http/);
  await sandbox.pay('order-graphql');
  assert.deepEqual(app.get(Orders).paid, ['order-graphql']);

  await app.close();
  await sandbox.stop();
  process.stdout.write('PAID\n');
}

void main();
