import { mkdir } from 'node:fs/promises';

import { Copy, Env, Healthcheck, type Instruction, JSONInstruction } from 'dockerfile-ast';

import { patiently } from '../../../support/npm.js';
import { cleanEnvironment } from './clean-environment.js';
import { type Context, copyFromContext, copyFromStage } from './copy.js';
import type { Image } from './image.js';

/** Where a stage's files come from: the context, or an earlier stage. */
export interface Sources {
  readonly context: Context;
  stage(name: string): Promise<Image>;
}

type Step = (image: Image, step: Instruction, sources: Sources) => void | Promise<void>;

/** What each instruction does. Those that are not here no Dockerfile of this repository has. */
export const STEPS: Readonly<Record<string, Step>> = {
  async WORKDIR(image, step) {
    image.workdir = textOf(step);
    await mkdir(image.path('.'), { recursive: true });
  },
  async COPY(image, step, sources) {
    if (!(step instanceof Copy)) throw new Error(step.toString());
    const names = step.getArguments().map((argument) => argument.getValue());
    const target = image.path(names.pop() ?? '');
    const stage = step.getFromFlag()?.getValue() ?? undefined;
    for (const name of names) {
      if (stage === undefined) await copyFromContext(sources.context, name, target);
      else await copyFromStage((await sources.stage(stage)).path(name), target);
    }
  },
  async RUN(image, step) {
    // There is no user "node" here: files belong to the user who runs this.
    const owner = `${process.getuid?.() ?? ''}:${process.getgid?.() ?? ''}`;
    const command = image.here(textOf(step)).replaceAll('node:node', owner);
    const env = { ...cleanEnvironment(), npm_config_prefer_offline: 'true', ...image.env };
    await patiently(image.path('.'), 'sh', ['-c', command], env);
  },
  ENV(image, step) {
    if (!(step instanceof Env)) throw new Error(step.toString());
    const set = step.getProperties().map((one) => [one.getName(), one.getValue() ?? '']);
    image.env = { ...image.env, ...(Object.fromEntries(set) as Record<string, string>) };
  },
  EXPOSE(image, step) {
    image.ports = [...image.ports, ...textOf(step).split(' ').map(Number)];
  },
  USER(image, step) {
    image.user = textOf(step);
  },
  STOPSIGNAL(image, step) {
    image.stopSignal = textOf(step) as NodeJS.Signals;
  },
  ENTRYPOINT(image, step) {
    image.entrypoint = wordsOf(step);
  },
  CMD(image, step) {
    image.command = wordsOf(step);
  },
  HEALTHCHECK(image, step) {
    if (!(step instanceof Healthcheck)) throw new Error(step.toString());
    const [, command = ''] = /CMD\s+(\[.*\])$/s.exec(textOf(step)) ?? [];
    image.healthcheck = JSON.parse(command) as string[];
  },
};

/** Of a command in the form of JSON: the other one puts a shell in between. */
function wordsOf(step: Instruction): readonly string[] {
  if (!(step instanceof JSONInstruction)) throw new Error(step.toString());
  return step.getJSONStrings().map((word) => word.getJSONValue());
}

function textOf(step: Instruction): string {
  return step.getArgumentsContent() ?? '';
}
