import { Type } from 'class-transformer';
import { IsInt, IsString, Max, Min } from 'class-validator';

import { saying } from '../language/text.js';

const QUANTITY = saying({ zh: '数量须为 1 至 99。', en: 'The quantity must be 1 to 99.' });

/** The form of a product's page. The price is not in it: the shop knows its prices. */
export class CreateOrderDto {
  @IsString(saying({ zh: '请选择商品。', en: 'Choose a product.' }))
  product!: string;

  @Type(() => Number)
  @IsInt(QUANTITY)
  @Min(1, QUANTITY)
  @Max(99, QUANTITY)
  quantity!: number;
}
