import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { KeyObject } from 'node:crypto';
import { fileURLToPath } from 'node:url';

/** What the KMS does when it is asked to sign. */
export type VaultMode = 'sign' | 'refuse' | 'silent' | 'nonsense' | 'other-key';

export interface VaultState {
  readonly pid: number;
  readonly asked: number;
  /** Requests whose client went away before a response. */
  readonly aborted: number;
}

/** A KMS in another process: the keys are there, and here is only its address. */
export interface Vault {
  readonly url: string;
  behave(mode: VaultMode): Promise<VaultState>;
  state(): Promise<VaultState>;
  stop(): Promise<void>;
}

export async function startVault(keys: Readonly<Record<string, KeyObject>>): Promise<Vault> {
  const child = fork(fileURLToPath(new URL('vault-process.mjs', import.meta.url)), { execArgv: [] });
  const [started] = (await once(child, 'message')) as [{ port: number }];
  const tell = async (message: object): Promise<VaultState> => {
    const answered = once(child, 'message');
    child.send(message);
    const [state] = (await answered) as [VaultState];
    return state;
  };
  const pems = Object.entries(keys).map(([name, key]) => [
    name,
    key.export({ format: 'pem', type: 'pkcs8' }),
  ]);
  await tell({ keys: Object.fromEntries(pems) as object });
  return {
    url: `http://127.0.0.1:${String(started.port)}`,
    behave: (mode) => tell({ mode }),
    state: () => tell({}),
    stop: async () => {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}
