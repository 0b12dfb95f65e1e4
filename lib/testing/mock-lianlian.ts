import { LianlianService } from '../lianlian.service.js';

/** Stand-ins by the properties of `LianlianService`: as many, and as many methods of each, as a test needs. */
export type LianlianFakes = {
  readonly [Service in keyof LianlianService]?: Partial<
    Pick<LianlianService[Service], keyof LianlianService[Service]>
  >;
};

/**
 * A `LianlianService` for a unit test, with nothing behind it but your own functions: no module, no keys, no
 * network. They are checked against the methods that they stand for. What a test does not give is undefined.
 *
 * @example
 * const createForm = vi.fn<LianlianService['aggregateRedirect']['createForm']>();
 * const lianlian = mockLianlian({ aggregateRedirect: { createForm } });
 */
export function mockLianlian(fakes: LianlianFakes): LianlianService {
  return Object.assign(Object.create(LianlianService.prototype) as LianlianService, fakes);
}
