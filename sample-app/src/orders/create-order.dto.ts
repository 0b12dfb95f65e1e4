import { Type } from 'class-transformer';
import { IsInt, IsString, Max, Min } from 'class-validator';

const QUANTITY = '数量须为 1 至 99。 The quantity must be 1 to 99.';

/** The form of a product's page. The price is not in it: the shop knows its prices. */
export class CreateOrderDto {
  @IsString({ message: '请选择商品。 Choose a product.' })
  product!: string;

  @Type(() => Number)
  @IsInt({ message: QUANTITY })
  @Min(1, { message: QUANTITY })
  @Max(99, { message: QUANTITY })
  quantity!: number;
}
