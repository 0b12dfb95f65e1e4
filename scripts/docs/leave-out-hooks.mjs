import { Converter, ReflectionKind } from 'typedoc';

/** Methods of a class that only Nest calls. */
const HOOKS = new Set([
  'configure',
  'onModuleInit',
  'onModuleDestroy',
  'onApplicationBootstrap',
  'onApplicationShutdown',
  'beforeApplicationShutdown',
]);

/**
 * A TypeDoc plugin: the API reference leaves out methods that are there for Nest alone.
 *
 * @param {import('typedoc').Application} app
 */
export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const method of project.getReflectionsByKind(ReflectionKind.Method)) {
      if (HOOKS.has(method.name)) project.removeReflection(method);
    }
  });
}
