import { Inject, Injectable, Optional } from '@nestjs/common';
import { DiscoveryService, ModuleRef } from '@nestjs/core';

import { LIANLIAN_SETTINGS, type LianlianSettings } from '../../config/settings.js';
import { mayHaveHook } from './hook-check.js';
import { handlerMarkOf, isHandlerOfOtherCopy } from './lianlian-handler.decorator.js';
import { madeBy, onlyInstance, type SeenOwner, type Wrapper } from './hook-owner.js';
import { withoutHandler } from './without-handler.js';

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
  readonly #moduleRef: ModuleRef;
  #found: readonly AppHandler[] | undefined;

  constructor(
    discovery: DiscoveryService,
    moduleRef: ModuleRef,
    @Inject(LIANLIAN_SETTINGS) private readonly settings: LianlianSettings,
    /** Whether anything brings them messages. */
    @Optional() @Inject(HAS_MODULE_ROUTES) readonly areRouted = false,
  ) {
    this.#discovery = discovery;
    this.#moduleRef = moduleRef;
  }

  all(): readonly AppHandler[] {
    this.#found ??= this.#discovery.getProviders().flatMap((wrapper) => this.handlerIn(wrapper));
    return this.#found;
  }

  /** The names of marked classes that are none: controllers, and those of another copy of the package. */
  unusable(): { readonly controllers: readonly string[]; readonly ofOtherCopy: readonly string[] } {
    const controllers = this.#discovery
      .getControllers()
      .filter((wrapper) => markedTypeOf(wrapper) !== undefined);
    const others = this.#discovery
      .getProviders()
      .filter((wrapper) => typesOf(wrapper).some(isHandlerOfOtherCopy));
    return { controllers: namesOf(controllers), ofOtherCopy: namesOf(others) };
  }

  /** The handler of a merchant; the start has seen to it that there are not two. */
  of(oidPartner: string): AppHandler | undefined {
    return this.all().find((handler) => takes(handler, oidPartner));
  }

  /** The hooks for a merchant's messages; where it came without a handler, hooks that say so. */
  async hooksFor(oidPartner: string, request?: object): Promise<object> {
    return (await this.of(oidPartner)?.made(request)) ?? withoutHandler(oidPartner);
  }

  /** The hooks for a payer who brought nothing that is verified: of the first merchant whose handler takes payers back. */
  async hooksForReturns(request?: object): Promise<object> {
    const inOrder = this.settings.merchants.map(({ oidPartner }) => this.of(oidPartner));
    const handler = [...inOrder, ...this.all()].find(
      (each) => each !== undefined && mayHaveHook(each, 'onReturn'),
    );
    return (await handler?.made(request)) ?? {};
  }

  private handlerIn(wrapper: Wrapper): readonly AppHandler[] {
    const type = markedTypeOf(wrapper);
    if (type === undefined || wrapper.isAlias) return [];
    return [
      {
        metatype: type,
        instance: onlyInstance(wrapper),
        oidPartners: handlerMarkOf(type)?.oidPartners,
        made: (request) => madeBy(wrapper, this.#moduleRef, request),
      },
    ];
  }
}

/** Whether a handler gets a merchant's messages. */
export function takes({ oidPartners }: AppHandler, oidPartner: string): boolean {
  return oidPartners === undefined || oidPartners.includes(oidPartner);
}

/** The class with the mark, of a provider whose class, instance or token has it: tests replace it by value. */
function markedTypeOf(wrapper: Wrapper): SeenOwner['metatype'] | undefined {
  const type = typesOf(wrapper).find((each) => handlerMarkOf(each) !== undefined);
  return type as SeenOwner['metatype'] | undefined;
}

function typesOf(wrapper: Wrapper): readonly object[] {
  const { metatype, inject, token } = wrapper;
  const instance: object | undefined = onlyInstance(wrapper);
  const isFactory = Array.isArray(inject);
  return [isFactory ? undefined : metatype, instance?.constructor, token].filter(
    (each): each is (...args: never[]) => unknown => typeof each === 'function',
  );
}

function namesOf(wrappers: readonly Wrapper[]): readonly string[] {
  return wrappers.map(({ name }) => String(name));
}
