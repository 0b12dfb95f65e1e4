import { execFile } from 'node:child_process';

import { freePort } from '../../../../e2e/processes/support/free-port.js';
import { HostProcess } from '../host-process.js';
import { cleanEnvironment } from './clean-environment.js';
import type { Image } from './image.js';

/** The command of an image, started as an engine starts it. Its ports are other ones here, where several share a machine. */
export class Container {
  private constructor(
    private readonly image: Image,
    private readonly ports: ReadonlyMap<string, string>,
    private readonly env: NodeJS.ProcessEnv,
    private readonly process: HostProcess,
  ) {}

  /**
   * @param given what is set for it from outside, beside what the image sets
   * @param words in the place of the image's CMD
   */
  static async start(
    image: Image,
    given: Readonly<Record<string, string>> = {},
    words = image.command,
  ): Promise<Container> {
    const ports = new Map<string, string>();
    for (const port of image.ports) ports.set(String(port), String(await freePort()));
    const set = Object.entries({ ...image.env, ...given }).map(([name, value]) => [
      name,
      moved(value, ports),
    ]);
    const env = { ...cleanEnvironment(), ...(Object.fromEntries(set) as Record<string, string>) };
    const command = [...image.entrypoint, ...words].map((word) => moved(image.here(word), ports));
    const port = Number(ports.get(String(image.ports[0])));
    const process = await HostProcess.start({ folder: image.path('.'), env, port }, command);
    return new Container(image, ports, env, process);
  }

  /** A URL of the container, or one that is published, as it is here. */
  url(inside: string): string {
    return moved(inside, this.ports);
  }

  /** What its health check says. */
  isHealthy(): Promise<boolean> {
    const [program = '', ...args] = this.image.healthcheck.map((word) => moved(word, this.ports));
    return new Promise((resolve) => {
      execFile(program, args, { cwd: this.image.path('.'), env: this.env }, (error) => {
        resolve(error === null);
      });
    });
  }

  /** As an engine does. Resolves with its exit code, or the signal that ended it. */
  async stop(): Promise<number | NodeJS.Signals | null> {
    this.process.terminate(this.image.stopSignal);
    return this.process.ended;
  }

  async kill(): Promise<void> {
    await this.process.kill();
  }
}

/** Numbers of ports are the only ones of four or five digits. */
function moved(text: string, ports: ReadonlyMap<string, string>): string {
  return text.replace(/\b\d{4,5}\b/g, (number) => ports.get(number) ?? number);
}
