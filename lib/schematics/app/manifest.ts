import type { Tree } from '@angular-devkit/schematics';

import { schematicsMessages } from '../schematics.messages.js';
import type { TestRunner } from '../templates/test.js';
import { SANDBOX_STATE } from './environment.js';
import { type JsonObject, jsonFile, objectOf, jsonText, writeJsonFile } from './json-file.js';

const FILE = 'package.json';
const SCRIPT = 'sandbox';
/** Its keys are those that `.env` names; port and merchant are its own. Orders outlive it in the file. */
const SANDBOX = `nestjs-lianlian sandbox --keys keys --state ${SANDBOX_STATE}`;

/** What the module needs beside Nest, by the major version of Nest. */
const COMPANIONS = {
  11: { '@nestjs/config': '^4.0.0', 'class-transformer': '^0.5.1', 'class-validator': '^0.15.1' },
  12: { '@nestjs/config': '^12.0.0', 'class-transformer': '^0.5.1', 'class-validator': '^0.15.1' },
} as const;

/** The package.json of the app. */
export class Manifest {
  private constructor(
    private readonly tree: Tree,
    private readonly content: JsonObject,
    private readonly companions: Readonly<Record<string, string>>,
  ) {}

  /** @throws Error where there is none, or the app's Nest is not supported */
  static read(tree: Tree): Manifest {
    const content = jsonFile(tree, FILE);
    if (content === undefined) throw new Error(schematicsMessages.noManifest());
    const range = packagesOf(content)['@nestjs/core'];
    const installed = jsonText(jsonFile(tree, 'node_modules/@nestjs/core/package.json')?.['version']);
    const major = Number(/\d+/.exec(installed ?? jsonText(range) ?? '')?.[0]);
    if (major !== 11 && major !== 12)
      throw new Error(schematicsMessages.nestVersion(installed ?? jsonText(range)));
    return new Manifest(tree, content, COMPANIONS[major]);
  }

  /** Whether its `.js` files are ES modules. */
  get isEsm(): boolean {
    return this.content['type'] === 'module';
  }

  /** What runs the tests of the app; undefined where a test of the handler could not run. */
  get testRunner(): TestRunner | undefined {
    const packages = packagesOf(this.content);
    if (!('@nestjs/testing' in packages)) return undefined;
    return (['vitest', 'jest'] as const).find((name) => name in packages);
  }

  /** Whether the script of the sandbox's name does something else. */
  get hasOtherScript(): boolean {
    const script = jsonText(objectOf(this.content['scripts'])[SCRIPT]);
    return script?.includes('nestjs-lianlian') === false;
  }

  /**
   * Adds the packages that are missing and the script of the sandbox.
   *
   * @returns whether packages were added, which have to be installed
   */
  complete(): boolean {
    const packages = packagesOf(this.content);
    const missing = Object.entries(this.companions).filter(([name]) => !(name in packages));
    const scripts = objectOf(this.content['scripts']);
    if (missing.length === 0 && SCRIPT in scripts) return false;
    const content = { ...this.content, scripts: { ...scripts, [SCRIPT]: scripts[SCRIPT] ?? SANDBOX } };
    const dependencies = Object.entries(objectOf(this.content['dependencies']));
    const all = [...dependencies, ...missing].sort(([one], [other]) => (one < other ? -1 : 1));
    writeJsonFile(
      this.tree,
      FILE,
      missing.length === 0 ? content : { ...content, dependencies: Object.fromEntries(all) },
    );
    return missing.length > 0;
  }
}

function packagesOf(content: JsonObject): JsonObject {
  return { ...objectOf(content['devDependencies']), ...objectOf(content['dependencies']) };
}
