import { type ContextId, ContextIdFactory, type DiscoveryService, ModuleRef } from '@nestjs/core';
import { REQUEST_CONTEXT_ID } from '@nestjs/core/router/request/request-constants.js';

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

/**
 * The one instance of what Nest made. Undefined where it makes one for each request, or for each that asks, and where
 * it is a stand-in for those (of nestjs-cls), of which nothing can be seen before there is a request.
 */
export function onlyInstance(wrapper: Wrapper): object | undefined {
  const instance: unknown = isMadeOnce(wrapper) ? wrapper.instance : undefined;
  return typeof instance === 'object' && instance !== null && hasConstructor(instance) ? instance : undefined;
}

function hasConstructor(instance: object): boolean {
  try {
    return typeof instance.constructor === 'function';
  } catch {
    return false;
  }
}

/**
 * What Nest made: its one instance, or a new one where it is made for each request. Of several providers of one token it
 * is that of this record.
 *
 * @param request the adapter's own, whose scope the new one has; without it, a scope of its own
 */
export async function madeBy(wrapper: Wrapper, request?: object): Promise<object> {
  if (isMadeOnce(wrapper)) return wrapper.instance as object;
  const moduleRef = wrapper.host?.getProviderByKey<ModuleRef>(ModuleRef).instance;
  if (moduleRef === undefined) throw new Error(`Nest knows no module of ${String(wrapper.name)}`);
  const context = request === undefined ? ContextIdFactory.create() : contextOf(request, wrapper, moduleRef);
  return moduleRef.resolve<object>(wrapper.token as string, context);
}

/** The scope of a request, which Nest's router begins in the same way where a controller or a guard needs one. */
function contextOf(request: object, wrapper: Wrapper, moduleRef: ModuleRef): ContextId {
  const context = ContextIdFactory.getByRequest(request as never);
  if (Reflect.get(request, REQUEST_CONTEXT_ID) === undefined) {
    Object.defineProperty(request, REQUEST_CONTEXT_ID, { value: context });
    const payload: unknown = context.payload;
    const isDurable = wrapper.isDependencyTreeDurable();
    moduleRef.registerRequestByContextId(isDurable ? payload : Object.assign(request, payload), context);
  }
  return context;
}

/** A controller has no other that asks for it, so that a transient one is made once, too. */
function isMadeOnce(wrapper: Wrapper): boolean {
  const isOfItsOwn = wrapper.isTransient && wrapper.host?.controllers.has(wrapper.token) !== true;
  return wrapper.isDependencyTreeStatic() && !isOfItsOwn;
}
