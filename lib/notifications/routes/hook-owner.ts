import { ContextIdFactory, type DiscoveryService, type ModuleRef } from '@nestjs/core';

/** Nest's own record of a controller or a provider. */
export type Wrapper = ReturnType<DiscoveryService['getControllers']>[number];

/** Whose hooks are called, as far as it can be seen at start: a controller, or a class with `@LianlianHandler()`. */
export interface SeenOwner {
  readonly metatype: { readonly name: string; readonly prototype: object };
  /** Undefined where it is made for each request. */
  readonly instance: object | undefined;
}

/** A controller, where it is a class. */
export function controllerOf(wrapper: Wrapper): SeenOwner | undefined {
  const { metatype } = wrapper;
  if (typeof metatype !== 'function') return undefined;
  return { metatype: metatype as unknown as SeenOwner['metatype'], instance: onlyInstance(wrapper) };
}

/** The one instance of what Nest made. Undefined where it makes one for each request, or for each that asks. */
export function onlyInstance(wrapper: Wrapper): object | undefined {
  const instance: unknown = isMadeOnce(wrapper) ? wrapper.instance : undefined;
  return typeof instance === 'object' && instance !== null ? instance : undefined;
}

/**
 * What Nest made: its one instance, or a new one where it is made for each request.
 *
 * @param request the adapter's own, whose scope the new one has; without it, a scope of its own
 */
export async function madeBy(wrapper: Wrapper, moduleRef: ModuleRef, request?: object): Promise<object> {
  if (isMadeOnce(wrapper)) return wrapper.instance as object;
  const context =
    request === undefined ? ContextIdFactory.create() : ContextIdFactory.getByRequest(request as never);
  if (request !== undefined) moduleRef.registerRequestByContextId(request, context);
  return moduleRef.resolve<object>(wrapper.token as string, context, { strict: false });
}

/** A controller has no other that asks for it, so that a transient one is made once, too. */
function isMadeOnce(wrapper: Wrapper): boolean {
  const isOfItsOwn = wrapper.isTransient && wrapper.host?.controllers.has(wrapper.token) !== true;
  return wrapper.isDependencyTreeStatic() && !isOfItsOwn;
}
