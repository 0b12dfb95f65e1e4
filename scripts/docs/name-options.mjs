import { Converter, ReflectionKind } from 'typedoc';

/**
 * A TypeDoc plugin: a parameter that the code takes apart where it stands has no name, and TypeDoc calls it
 * `__namedParameters`. In the API reference it is `options`.
 *
 * @param {import('typedoc').Application} app
 */
export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    for (const parameter of project.getReflectionsByKind(ReflectionKind.Parameter)) {
      if (parameter.name === '__namedParameters') parameter.name = 'options';
    }
  });
}
