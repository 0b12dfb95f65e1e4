import { LianlianService } from '../lianlian.service.js';
import { fakesOf, refuseMisspeltFakes, servicesOfLianlian } from './missing-fakes.js';

/** Stand-ins by the properties of `LianlianService`: as many, and as many methods of each, as a test needs. */
export type LianlianFakes = {
  readonly [Service in keyof LianlianService]?: {
    readonly [Name in keyof LianlianService[Service]]?: Fake<LianlianService[Service][Name]>;
  };
};

/** Of a method whose result depends on a literal in the request, a fake need only have the form for any request. */
type Fake<Member> = Member extends (...args: infer Args) => infer Result ? (...args: Args) => Result : Member;

/**
 * A `LianlianService` for a unit test, with nothing behind it but your own functions: no module, no keys, no
 * network. They are checked against the methods that they stand for. A method that a test gives no fake of throws when it
 * is called, and names the fake that is missing.
 *
 * @throws Error for a misspelt service or method, with the one that was meant
 * @example
 * const createForm = vi.fn<LianlianService['aggregateRedirect']['createForm']>();
 * const lianlian = mockLianlian({ aggregateRedirect: { createForm } });
 */
export function mockLianlian(fakes: LianlianFakes): LianlianService {
  refuseMisspeltFakes(fakes);
  const lianlian = Object.create(LianlianService.prototype) as LianlianService;
  for (const [name, type] of servicesOfLianlian()) {
    const given = Reflect.get(fakes, name) as object | undefined;
    Object.assign(lianlian, { [name]: fakesOf(name, type, given) });
  }
  return lianlian;
}
