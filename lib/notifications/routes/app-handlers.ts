import { Inject, Injectable, Optional } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';

import { LIANLIAN_SETTINGS, type LianlianSettings } from '../../config/settings.js';
import { mayHaveHook } from './hook-check.js';
import { handlerMarkOf, isHandlerOfOtherCopy } from './lianlian-handler.decorator.js';
import { madeBy, onlyInstance, type SeenOwner, type Wrapper } from './hook-owner.js';
import { failingHooks, withoutHandler } from './failing-hooks.js';

/** Whether the module brings routes for handlers. Internal. */
export const HAS_MODULE_ROUTES = Symbol('LIANLIAN_HAS_MODULE_ROUTES');

/** A class with `@LianlianHandler()` that the app provides. */
export interface AppHandler extends SeenOwner {
  /** Undefined: every merchant of the app. */
  readonly oidPartners: readonly string[] | undefined;
  /** What Nest made, in the scope of a request where there is one. */
  made(request?: object): Promise<object>;
}

/** The app's classes with `@LianlianHandler()`, and whose messages each gets. */
@Injectable()
export class AppHandlers {
  // Hidden when a service of ours is printed: behind these stands the whole app, with every secret of it.
  readonly #discovery: DiscoveryService;
  readonly #settings: LianlianSettings;
  #found: readonly AppHandler[] | undefined;

  constructor(
    discovery: DiscoveryService,
    @Inject(LIANLIAN_SETTINGS) settings: LianlianSettings,
    /** Whether the module has routes that bring them messages. */
    @Optional() @Inject(HAS_MODULE_ROUTES) readonly areRouted = false,
  ) {
    this.#discovery = discovery;
    this.#settings = settings;
  }

  all(): readonly AppHandler[] {
    this.#found ??= distinct(this.#discovery.getProviders().flatMap(handlerIn));
    return this.#found;
  }

  /** The names of marked classes that are none: controllers, and those of another copy of the package. */
  unusable(): { readonly controllers: readonly string[]; readonly ofOtherCopy: readonly string[] } {
    const isMarked = (wrapper: Wrapper): boolean => markedTypeOf(wrapper) !== undefined;
    const isOfOtherCopy = (wrapper: Wrapper): boolean => typesOf(wrapper).some(isHandlerOfOtherCopy);
    return {
      controllers: namesOf(this.#discovery.getControllers().filter(isMarked)),
      ofOtherCopy: namesOf(this.#discovery.getProviders().filter(isOfOtherCopy)),
    };
  }

  /** Whether one of them has a hook, or may have it. */
  mayHave(hook: string): boolean {
    return this.all().some((handler) => mayHaveHook(handler, hook));
  }

  /** The hooks for a merchant's messages. Where there are none, or they cannot be made, hooks that say so. */
  async hooksFor(oidPartner: string, request?: object): Promise<object> {
    const handler = this.of(oidPartner);
    if (handler === undefined) return withoutHandler(oidPartner);
    return handler.made(request).catch(failingHooks);
  }

  /** The hooks for a payer who brought nothing that is verified: of the first merchant whose handler takes payers back. */
  async hooksForReturns(request?: object): Promise<object> {
    const inOrder = this.#settings.merchants.map(({ oidPartner }) => this.of(oidPartner));
    for (const handler of new Set([...inOrder, ...this.all()])) {
      if (handler === undefined || !mayHaveHook(handler, 'onReturn')) continue;
      const hooks = await handler.made(request);
      if (typeof Reflect.get(hooks, 'onReturn') === 'function') return hooks;
    }
    return {};
  }

  /** The handler of a merchant; the start has seen to it that there are not two. */
  private of(oidPartner: string): AppHandler | undefined {
    return this.all().find((handler) => takes(handler, oidPartner));
  }
}

/** Whether a handler gets a merchant's messages. */
export function takes({ oidPartners }: AppHandler, oidPartner: string): boolean {
  return oidPartners === undefined || oidPartners.includes(oidPartner);
}

function handlerIn(wrapper: Wrapper): readonly AppHandler[] {
  const type = markedTypeOf(wrapper);
  if (type === undefined || wrapper.isAlias) return [];
  const instance = onlyInstance(wrapper);
  // A stand-in of a test, or what stands behind an abstract class, has members of its own.
  const { prototype } =
    (instance?.constructor as SeenOwner['metatype'] | undefined) ?? classOf(wrapper) ?? type;
  return [
    {
      metatype: prototype === type.prototype ? type : { name: type.name, prototype },
      instance,
      oidPartners: handlerMarkOf(type)?.oidPartners,
      made: (request) => madeBy(wrapper, request),
    },
  ];
}

/** One that is provided under two tokens is one. */
function distinct(handlers: readonly AppHandler[]): readonly AppHandler[] {
  return handlers.filter(
    ({ instance }, index) =>
      instance === undefined || handlers.findIndex((other) => other.instance === instance) === index,
  );
}

/** The class with the mark, of a provider whose class, instance or token has it: tests replace it by value. */
function markedTypeOf(wrapper: Wrapper): SeenOwner['metatype'] | undefined {
  const type = typesOf(wrapper).find((each) => handlerMarkOf(each) !== undefined);
  return type as SeenOwner['metatype'] | undefined;
}

function typesOf(wrapper: Wrapper): readonly object[] {
  const instance: object | undefined = onlyInstance(wrapper);
  return [classOf(wrapper), instance?.constructor, wrapper.token].filter(
    (each): each is (...args: never[]) => unknown => typeof each === 'function',
  );
}

/** The class that Nest makes; of a factory it knows none. */
function classOf({ metatype, inject }: Wrapper): SeenOwner['metatype'] | undefined {
  return typeof metatype === 'function' && !Array.isArray(inject) ? metatype : undefined;
}

function namesOf(wrappers: readonly Wrapper[]): readonly string[] {
  return wrappers.map(({ name }) => String(name));
}
