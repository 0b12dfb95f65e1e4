import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DockerfileParser, From, type Instruction } from 'dockerfile-ast';

import { copyFromStage } from './copy.js';
import { ignoredBy } from './ignored.js';
import { Image } from './image.js';
import { STEPS } from './steps.js';

/**
 * Runs the steps of a Dockerfile one by one, without an engine: each stage in a folder that stands for the root of its
 * container. What cannot be had so are the image's own Node and system, a user of its own, and limits to what a step may see.
 */
export class ImageBuilder {
  private readonly built = new Map<string, Promise<Image>>();
  private readonly isIgnored = ignoredBy(this.textOf('.dockerignore'));

  private constructor(
    private readonly context: string,
    private readonly folder: string,
  ) {}

  /** @param context the folder with a Dockerfile in it, and perhaps a .dockerignore */
  static async in(context: string): Promise<ImageBuilder> {
    return new ImageBuilder(context, await mkdtemp(join(tmpdir(), 'lianlian-image-')));
  }

  /** Builds a stage, and those that it needs: the last one, unless told otherwise. */
  build(stage = this.stages().at(-1)?.name ?? ''): Promise<Image> {
    const begun = this.built.get(stage) ?? this.run(stage);
    this.built.set(stage, begun);
    return begun;
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  private async run(name: string): Promise<Image> {
    const [from, ...steps] = this.stages().find((stage) => stage.name === name)?.steps ?? [];
    if (!(from instanceof From)) throw new Error(`The Dockerfile has no stage ${name}`);
    const image = await this.begin(name, from.getImage() ?? '');
    for (const step of steps) {
      const run = STEPS[step.getKeyword()];
      if (run === undefined) throw new Error(`It is not known here how to run ${step.toString()}`);
      const context = { folder: this.context, isIgnored: this.isIgnored };
      await run(image, step, { context, stage: (other) => this.build(other) });
    }
    return image;
  }

  /** On an earlier stage, or on an image with Node, whose place this machine takes. */
  private async begin(name: string, base: string): Promise<Image> {
    const root = join(this.folder, name);
    if (!this.stages().some((stage) => stage.name === base)) {
      if (!base.startsWith('node:')) throw new Error(`FROM ${base}: this machine is no such image`);
      await mkdir(root);
      return new Image(root);
    }
    const earlier = await this.build(base);
    await copyFromStage(earlier.root, root);
    return earlier.at(root);
  }

  /** Stages without a name are called by their number. */
  private stages(): readonly { readonly name: string; readonly steps: readonly Instruction[] }[] {
    const stages: { name: string; steps: Instruction[] }[] = [];
    for (const step of DockerfileParser.parse(this.textOf('Dockerfile')).getInstructions()) {
      if (step instanceof From) stages.push({ name: step.getBuildStage() ?? `${stages.length}`, steps: [] });
      stages.at(-1)?.steps.push(step);
    }
    return stages;
  }

  private textOf(file: string): string {
    const path = join(this.context, file);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }
}
