import { Transform, type TransformFnParams } from 'class-transformer';
import { Allow } from 'class-validator';

import { ORDER_GROUPS, type OrderGroup } from './order-groups.js';

/** Which page of a list is asked for. What makes no sense is left out: anybody can write an address. */
export class PageDto {
  @Allow()
  @Transform(({ value }: TransformFnParams) => (/^[1-9]\d{0,5}$/.test(String(value)) ? Number(value) : 1))
  page?: number;
}

/** The query of the operator's list of orders. */
export class FindOrdersDto extends PageDto {
  @Allow()
  @Transform(({ value }: TransformFnParams) => (typeof value === 'string' ? value.trim().slice(0, 64) : ''))
  text?: string;

  @Allow()
  @Transform(({ value }: TransformFnParams) => groupOf(value))
  state?: OrderGroup;
}

function groupOf(value: unknown): OrderGroup | undefined {
  return (Object.keys(ORDER_GROUPS) as OrderGroup[]).find((group) => group === value);
}
