import 'reflect-metadata';

import { nearestName } from '../common/options/nearest-name.js';
import { LianlianService } from '../lianlian.service.js';
import { testingMessages } from './testing.messages.js';

/** A class of which only the prototype is looked at. */
type ServiceClass = abstract new (...args: never[]) => object;

/** Each property of `LianlianService` with its class, as Nest injects them. */
export function servicesOfLianlian(): [string, ServiceClass][] {
  const classes = Reflect.getMetadata('design:paramtypes', LianlianService) as ServiceClass[];
  // Its constructor only keeps what it is given: here, the classes themselves.
  const properties = Reflect.construct(LianlianService, classes) as object;
  return Object.entries(properties as Record<string, ServiceClass>);
}

/**
 * A misspelt fake would stand for nothing, and the test would fail at the call, or pass where it expects a failure.
 *
 * @throws Error for a name that no service, or no method of its service, has, and one of them nearly has
 */
export function refuseMisspeltFakes(fakes: object): void {
  const services = servicesOfLianlian();
  refuseMisspelt(
    '',
    fakes,
    services.map(([name]) => name),
  );
  for (const [name, type] of services) {
    const given: unknown = Reflect.get(fakes, name);
    if (typeof given === 'object' && given !== null) refuseMisspelt(`${name}.`, given, methodsOf(type));
  }
}

function refuseMisspelt(prefix: string, given: object, known: readonly string[]): void {
  for (const name of Object.keys(given)) {
    const meant = known.includes(name) ? undefined : nearestName(name, known);
    if (meant !== undefined) throw new Error(testingMessages.misspeltFake(prefix + name, prefix + meant));
  }
}

function methodsOf(type: ServiceClass): readonly string[] {
  return Object.getOwnPropertyNames(type.prototype as object).filter((name) => isMethodOf(type, name));
}

/** The fakes of a service. A method of the service that has none throws, and names itself, when it is called. */
export function fakesOf(service: string, type: ServiceClass, given: object = {}): object {
  return new Proxy(given, {
    get(fakes, name) {
      const fake: unknown = Reflect.get(fakes, name);
      if (fake !== undefined || typeof name === 'symbol' || !isMethodOf(type, name)) return fake;
      return () => {
        throw new Error(testingMessages.missingFake(service, name));
      };
    },
  });
}

/** What every object has (`toString`) is none of the service's. */
function isMethodOf(type: ServiceClass, name: string): boolean {
  const prototype = type.prototype as object;
  return !(name in Object.prototype) && typeof Reflect.get(prototype, name) === 'function';
}
