import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('lambda-instance.mjs', import.meta.url));

/** A process that is frozen whenever it has no event, as Lambda's are. */
class Instance {
  private last: Promise<unknown> = Promise.resolve();

  private constructor(private readonly child: ChildProcess) {}

  static async start(file: string, env: NodeJS.ProcessEnv): Promise<Instance> {
    const child = fork(PROGRAM, [file], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    await once(child, 'message');
    child.kill('SIGSTOP');
    return new Instance(child);
  }

  /** One at a time. */
  call(name: string, event: object): Promise<unknown> {
    const called = this.last.then(async () => {
      this.child.kill('SIGCONT');
      this.child.send({ name, event });
      const [{ result, error }] = (await once(this.child, 'message')) as [
        { result?: unknown; error?: string },
      ];
      this.child.kill('SIGSTOP');
      if (error !== undefined) throw new Error(error);
      return result;
    });
    this.last = called.catch(() => undefined);
    return called;
  }

  async kill(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }
}

/** The functions of a file, in several instances that take turns. */
export class Lambda {
  private turn = 0;

  private constructor(private readonly instances: readonly Instance[]) {}

  static async start(file: string, env: NodeJS.ProcessEnv, instances: number): Promise<Lambda> {
    const started = Array.from({ length: instances }, () => Instance.start(file, env));
    return new Lambda(await Promise.all(started));
  }

  async invoke(name: string, event: object): Promise<unknown> {
    this.turn += 1;
    return this.instances[this.turn % this.instances.length]?.call(name, event);
  }

  async stop(): Promise<void> {
    await Promise.all(this.instances.map((instance) => instance.kill()));
  }
}
