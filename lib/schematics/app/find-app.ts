import { posix } from 'node:path';

import type { Tree } from '@angular-devkit/schematics';

import type { NestAddOptions } from '../nest-add-options.js';
import { schematicsMessages } from '../schematics.messages.js';
import { type JsonObject, jsonFile, objectOf, jsonText } from './json-file.js';

/** Where the app is that is meant, from the folder of package.json. */
interface AppPlace {
  readonly sourceRoot: string;
  /** The file that starts it. */
  readonly main: string;
  /** Its name, where `nest start` alone starts another app. */
  readonly otherProject: string | undefined;
}

/**
 * The app that the options or `nest-cli.json` name: in a monorepo one of its projects, else the only one.
 *
 * @throws Error where there is no such project, or it is a library
 */
export function findApp(tree: Tree, { project, sourceRoot }: NestAddOptions): AppPlace {
  const settings = jsonFile(tree, 'nest-cli.json') ?? {};
  const projects = objectOf(settings['projects']);
  const name = project ?? projectAt(projects, sourceRoot);
  const chosen = name === undefined ? undefined : named(projects, name);
  const root = jsonText(chosen?.['sourceRoot']) ?? sourceRoot ?? jsonText(settings['sourceRoot']) ?? 'src';
  const entry = jsonText(chosen?.['entryFile']) ?? jsonText(settings['entryFile']) ?? 'main';
  const place = posix.normalize(root.replaceAll('\\', '/')).replace(/^\.\/|\/$/g, '');
  return {
    sourceRoot: place,
    main: posix.join(place, `${entry.replace(/\.[jt]s$/, '')}.ts`),
    otherProject: chosen?.['sourceRoot'] === settings['sourceRoot'] ? undefined : name,
  };
}

function projectAt(projects: JsonObject, sourceRoot: string | undefined): string | undefined {
  return Object.keys(projects).find((name) => objectOf(projects[name])['sourceRoot'] === sourceRoot);
}

function named(projects: JsonObject, project: string): JsonObject {
  const found = projects[project];
  if (found === undefined) throw new Error(schematicsMessages.unknownProject(project, Object.keys(projects)));
  const chosen = objectOf(found);
  if (chosen['type'] === 'library') {
    const apps = Object.keys(projects).filter((name) => objectOf(projects[name])['type'] !== 'library');
    throw new Error(schematicsMessages.isLibrary(project, apps));
  }
  return chosen;
}
