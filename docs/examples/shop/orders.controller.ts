import { Controller, Get, Header, Ip, NotFoundException, Param, Post } from '@nestjs/common';
import { LianlianService } from 'nestjs-lianlian';

import { type Order, Orders } from './orders.js';

/** One thing for sale, and the orders for it. */
@Controller('orders')
export class OrdersController {
  constructor(
    private readonly lianlian: LianlianService,
    private readonly orders: Orders,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  shop(): string {
    return '<form method="post"><button>Buy for ¥49.95</button></form>';
  }

  @Post()
  @Header('content-type', 'text/html; charset=utf-8')
  async buy(@Ip() ip: string): Promise<string> {
    const order = await this.orders.create('49.95');
    const form = await this.lianlian.aggregateRedirect.createForm({
      user_id: 'u-1',
      no_order: order.id,
      dt_order: order.created_at,
      name_goods: '羽毛球',
      info_order: '羽毛球，12只装',
      money_order: order.amount,
      userreq_ip: ip,
      risk_item: {
        frms_ware_category: '1009', // assigned by LianLian
        user_info_mercht_userno: 'u-1',
        user_info_bind_phone: '13958069593',
        user_info_dt_register: new Date('2013-10-30T12:21:30+08:00'),
        goods_name: '羽毛球',
      },
    });
    return form.toHtml();
  }

  @Get(':id')
  async show(@Param('id') id: string): Promise<Order> {
    const order = await this.orders.find(id);
    if (order === undefined) throw new NotFoundException();
    return order;
  }
}
