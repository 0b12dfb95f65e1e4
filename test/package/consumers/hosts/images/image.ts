import { join } from 'node:path';

/** What the steps of a stage have made so far. */
export class Image {
  workdir = '/';
  user = 'root';
  stopSignal: NodeJS.Signals = 'SIGTERM';
  /** Without a shell in between, and what follows it unless told otherwise. */
  entrypoint: readonly string[] = [];
  command: readonly string[] = [];
  healthcheck: readonly string[] = [];
  env: Readonly<Record<string, string>> = {};
  ports: readonly number[] = [];

  /** @param root the folder that stands for the root of the container */
  constructor(readonly root: string) {}

  /** The same with a root of its own. */
  at(root: string): Image {
    return Object.assign(new Image(root), { ...this, root });
  }

  /** Where a path of the container is here. */
  path(inside: string): string {
    return join(this.root, inside.startsWith('/') ? inside : join(this.workdir, inside));
  }

  /** The words of a command: paths of the container, which begin with a slash, as they are here. */
  here(words: string): string {
    return words.replace(/(?<=^|\s)\/(?=\w)/g, () => `${this.root}/`);
  }
}
