import assert from 'node:assert/strict';

import { Body, Controller, HttpCode, Module, Post, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { ApiOkResponse, ApiProperty, DocumentBuilder, OmitType, SwaggerModule } from '@nestjs/swagger';
import {
  AggregateDirectRequest,
  AggregateDirectResponse,
  CardListRequest,
  CardListResponse,
  formatLianlianTime,
  LianlianModule,
  LianlianService,
} from 'nestjs-lianlian';
import { LianlianSandbox } from 'nestjs-lianlian/testing';

import { ORDER, Orders, PaymentsController } from '../shop.js';

/** A request of the app's own, made of LianLian's: the usual way to let clients decide less. */
class CheckoutRequest extends OmitType(AggregateDirectRequest, ['notify_url', 'risk_item', 'oid_partner']) {
  @ApiProperty({ description: 'Of this app' })
  coupon?: string;
}

@Controller('checkout')
class CheckoutController {
  constructor(private readonly lianlian: LianlianService) {}

  @Post()
  @HttpCode(200)
  @ApiOkResponse({ type: AggregateDirectResponse })
  pay(@Body() request: AggregateDirectRequest): Promise<AggregateDirectResponse> {
    return this.lianlian.aggregateDirect.pay(request);
  }

  @Post('cards')
  @ApiOkResponse({ type: CardListResponse })
  cards(@Body() request: CardListRequest): Promise<CardListResponse> {
    return this.lianlian.cards.list(request);
  }

  @Post('short')
  short(@Body() request: CheckoutRequest): string {
    return request.no_order;
  }
}

interface Schema {
  readonly required?: readonly string[];
  readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The app documents LianLian's classes in its OpenAPI document, and takes them as bodies of its routes. */
async function main(): Promise<void> {
  const sandbox = await LianlianSandbox.start();

  @Module({
    imports: [LianlianModule.forRoot({ ...sandbox.options, busiPartner: '109001' })],
    controllers: [PaymentsController, CheckoutController],
    providers: [Orders],
  })
  class AppModule {}

  const adapter = process.argv[2] === 'fastify' ? new FastifyAdapter() : new ExpressAdapter();
  const app = await NestFactory.create(AppModule, adapter, { logger: ['error'] });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
  const openapi = SwaggerModule.createDocument(app, new DocumentBuilder().build());
  SwaggerModule.setup('docs', app, openapi);
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();

  // As its readers get it.
  const document = (await (await fetch(`${url}/docs-json`)).json()) as {
    readonly paths: Readonly<Record<string, unknown>>;
    readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
  };
  // Without the routes that only LianLian calls.
  assert.deepEqual(Object.keys(document.paths).sort(), ['/checkout', '/checkout/cards', '/checkout/short']);
  const {
    AggregateDirectRequest: request,
    CardListResponse: cards,
    BoundCard: card,
    CheckoutRequest: short,
  } = document.components.schemas;
  assert(request !== undefined && cards !== undefined && card !== undefined && short !== undefined);
  assert.deepEqual([...(request.required ?? [])].sort(), [
    'dt_order',
    'money_order',
    'name_goods',
    'no_order',
    'pay_type',
    'risk_item',
    'user_id',
  ]);
  const { properties } = request;
  // Each says what it means; of the base class's fields, too, and of the parts of a field.
  assert.deepEqual(properties['no_order'], {
    type: 'string',
    maxLength: 32,
    description:
      'Your order number. At most 32 characters.\n\nAn unpaid order may be sent again with the same dt_order; a paid one is refused.',
  });
  assert.match(String(properties['oid_partner']?.['description']), /^Chooses the merchant/);
  const [recipients] = properties['shareing_data']?.['oneOf'] as readonly { readonly items: Schema }[];
  assert.match(String(recipients?.items.properties['account']?.['description']), /that receives/);
  assert.deepEqual(undescribed(request), []);
  assert.deepEqual(undescribed(cards), []);
  assert.deepEqual(undescribed(card), []);

  assert.deepEqual(shapeOf(properties['name_goods']), { type: 'string', maxLength: 40 });
  assert.deepEqual(shapeOf(properties['pay_type']), { type: 'string', enum: ['I', 'L', 'Y', 'W'] });
  assert.deepEqual(shapeOf(properties['notify_url']), { type: 'string', format: 'uri', maxLength: 128 });
  assert.deepEqual(shapeOf(properties['dt_order']), {
    type: 'string',
    pattern: '^\\d{14}$',
    example: '20170801225714',
  });
  assert.deepEqual(shapeOf(properties['risk_item']), {
    oneOf: [{ type: 'object', additionalProperties: true }, { type: 'string' }],
  });
  assert.deepEqual(shapeOf(cards.properties['agreement_list']), {
    type: 'array',
    items: { $ref: '#/components/schemas/BoundCard' },
  });
  assert.deepEqual(short.properties['coupon'], { type: 'string', description: 'Of this app' });
  assert.deepEqual(short.properties['no_order'], properties['no_order']);
  assert.equal(short.properties['risk_item'], undefined);

  const body = {
    ...ORDER,
    no_order: 'order-swagger',
    pay_type: 'I',
    dt_order: formatLianlianTime(new Date()),
  };
  const notify_url = `${url}/payments/notify`;
  const response = await post(`${url}/checkout`, { ...body, notify_url });
  assert.equal(response.status, 200, JSON.stringify(response.body));
  await sandbox.pay('order-swagger');
  assert.deepEqual(app.get(Orders).paid, ['order-swagger']);
  const refused = await post(`${url}/checkout`, { ...body, pay_type: 'Q' });
  assert.equal(refused.status, 400);
  assert.match(JSON.stringify(refused.body), /pay_type/);

  await app.close();
  await sandbox.stop();
  process.stdout.write('PAID\n');
}

/** What a property may be, without what it means. */
function shapeOf({ description: _, ...shape }: Readonly<Record<string, unknown>> = {}): object {
  return shape;
}

/** The properties that a reader of the document is told nothing of. */
function undescribed({ properties }: Schema): string[] {
  return Object.keys(properties).filter((name) => typeof properties[name]?.['description'] !== 'string');
}

async function post(url: string, body: object): Promise<{ status: number; body: unknown }> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
}

void main();
