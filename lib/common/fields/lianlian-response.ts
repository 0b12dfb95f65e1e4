import { LianlianAnswer } from './lianlian-answer.js';
import { Text } from './text-fields.js';

/** An answer that names the merchant, as most do. */
export abstract class LianlianResponse extends LianlianAnswer {
  /** The merchant's number, 18 digits. */
  @Text(18)
  oid_partner!: string;
}
