import { Transform, type TransformFnParams } from 'class-transformer';
import { Allow } from 'class-validator';

import { ORDER_GROUPS, type OrderGroup } from './order-groups.js';

/** The query of the operator's list. What makes no sense in it is left out: anybody can write an address. */
export class FindOrdersDto {
  @Allow()
  @Transform(({ value }: TransformFnParams) => (typeof value === 'string' ? value.trim().slice(0, 64) : ''))
  text?: string;

  @Allow()
  @Transform(({ value }: TransformFnParams) => groupOf(value))
  state?: OrderGroup;

  @Allow()
  @Transform(({ value }: TransformFnParams) => (/^[1-9]\d{0,5}$/.test(String(value)) ? Number(value) : 1))
  page?: number;
}

function groupOf(value: unknown): OrderGroup | undefined {
  return (Object.keys(ORDER_GROUPS) as OrderGroup[]).find((group) => group === value);
}
