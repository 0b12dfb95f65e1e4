import { HOST_METADATA, PATH_METADATA, VERSION_METADATA } from '@nestjs/common/constants.js';
import type { DiscoveryService, MetadataScanner } from '@nestjs/core';

import { type MarkedKind, markOfHandler } from '../receive/route-mark.js';

/** A method of a controller that Nest makes a LianLian route of. */
export interface MarkedMethod {
  readonly kind: MarkedKind;
  /** The name of its controller. */
  readonly controller: string;
  /** The paths of controller and method, without the slashes around them, and without what the app puts before them. */
  readonly paths: readonly string[];
  /** As `@Controller({ host })` takes them; none where it is bound to no host. */
  readonly hosts: readonly unknown[];
  /** Its own version or its controller's; undefined without either. */
  readonly version: unknown;
}

/** Every such method of the app. */
export function markedMethods(
  discovery: DiscoveryService,
  scanner: MetadataScanner,
): readonly MarkedMethod[] {
  return discovery.getControllers().flatMap(({ metatype }) => {
    if (typeof metatype !== 'function') return [];
    const prototype = metatype.prototype as object;
    return scanner.getAllMethodNames(prototype).flatMap((name) => {
      const method: unknown = Reflect.get(prototype, name);
      const kind = markOfHandler(method);
      return kind === undefined ? [] : [markedMethod(kind, metatype, method as object)];
    });
  });
}

function markedMethod(kind: MarkedKind, controller: { readonly name: string }, method: object): MarkedMethod {
  return {
    kind,
    controller: controller.name,
    paths: listed(PATH_METADATA, controller).flatMap((before) =>
      listed(PATH_METADATA, method).map((path) => joined(String(before), String(path))),
    ),
    hosts: listed(HOST_METADATA, controller),
    version:
      Reflect.getMetadata(VERSION_METADATA, method) ?? Reflect.getMetadata(VERSION_METADATA, controller),
  };
}

/** What a decorator was given as one value, or as a list. */
function listed(key: string, target: object): readonly unknown[] {
  const value: unknown = Reflect.getMetadata(key, target);
  return value === undefined ? [] : [value].flat();
}

function joined(...paths: readonly string[]): string {
  return paths
    .join('/')
    .split('/')
    .filter((segment) => segment !== '')
    .join('/');
}

/** Whether requests for a host come to a method. */
export function takesHost({ hosts }: MarkedMethod, host: string): boolean {
  return hosts.length === 0 || hosts.some((pattern) => fitsHost(host, pattern));
}

function fitsHost(host: string, pattern: unknown): boolean {
  if (pattern instanceof RegExp) return new RegExp(pattern.source, pattern.flags.replace('g', '')).test(host);
  // What is more than names and groups is left to Nest.
  if (typeof pattern !== 'string' || /["\\()[\]+?!]/.test(pattern)) return true;
  const source = pattern.replace(/[:*]\w+|[.{}$^|]/g, (part) => asExpression(part));
  return new RegExp(`^${source}$`, 'i').test(host);
}

/** A part of a host with names (`:shop.example`, `*shops`) or a group that need not be there (`{www.}shop.example`). */
function asExpression(part: string): string {
  if (part.startsWith(':')) return '[^/]+';
  if (part.startsWith('*') && part.length > 1) return '.+';
  if (part === '{') return '(?:';
  return part === '}' ? ')?' : `\\${part}`;
}
