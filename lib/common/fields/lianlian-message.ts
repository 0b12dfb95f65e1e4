import { inspect, type InspectOptions } from 'node:util';

import { type DescribedFields, describeFields } from './describe-fields.js';
import { masked } from '../secrets/secrets.js';

/**
 * The base of requests, responses and notifications: printing one masks its secrets, in logs, errors and test
 * output alike. `JSON.stringify` does not: a queue needs the whole message.
 */
export abstract class LianlianMessage {
  /** @internal */
  [inspect.custom](_depth: number, options: InspectOptions): string {
    return `${this.constructor.name} ${inspect(masked(this), options)}`;
  }

  /**
   * What `@nestjs/swagger` asks of a class, under the name that its compiler plugin writes: requests and
   * responses show up in an app's OpenAPI document without another decorator, and nothing here imports swagger.
   *
   * @internal
   */
  static _OPENAPI_METADATA_FACTORY(this: abstract new () => object): DescribedFields {
    return describeFields(this);
  }
}

/** What a caller passes for a request: an instance of its class, or a plain object with its fields. */
export type RequestInput<T extends LianlianMessage> = {
  readonly [Name in keyof T as Name extends string ? Name : never]: T[Name];
};
