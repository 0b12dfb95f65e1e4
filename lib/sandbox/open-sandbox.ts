import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

import { errorStack } from '../common/secrets/error-text.js';
import { printableStack } from '../common/printable.js';
import { AttackRunner } from './attacks/attack-runner.js';
import { CheckoutHandler } from './pages/checkout-handler.js';
import { Control } from './control/control.js';
import { LIANLIANS_OWN } from './gateway/diagnosis.js';
import { Changes } from './common/changes.js';
import { EventHub } from './common/events.js';
import { Gateway } from './gateway/gateway.js';
import { SandboxServer } from './http/server.js';
import { whyUnreadable } from './http/unreadable-connection.js';
import { newKeyPair } from './common/keys.js';
import type { SandboxMerchant } from './common/merchants.js';
import { MessageSigner } from './common/message-signer.js';
import type { MessageSigners } from './notifications/forger.js';
import type { SandboxAddresses } from './contract.js';
import { addressesOf, publicNames } from './setup/addresses.js';
import { canonicalHost } from './common/host-names.js';
import { assertStartOptions } from './setup/start-rules.js';
import { createServices } from './setup/services.js';
import { Operator } from './operator.js';
import { RequestLog } from './gateway/request-log.js';
import { type LianlianPair, type ResolvedKeys, resolveKeys } from './setup/resolve-keys.js';
import { route } from './setup/routes.js';
import { Scenarios } from './scenarios/scenarios.js';
import { type SandboxStartOptions, type Settings, settingsOf } from './settings.js';
import { StateFile } from './state/state-file.js';
import type { SavedSandbox } from './state/state-lines.js';
import { type Memory, restoreState } from './state/state.js';
import { type ResolvedTls, resolveTls } from './tls/resolve-tls.js';

/** A running sandbox. */
export interface OpenSandbox extends Memory, SandboxAddresses {
  readonly hub: EventHub;
  readonly operator: Operator;
  readonly attackRunner: AttackRunner;
  readonly merchants: readonly SandboxMerchant[];
  readonly lianlianKey: LianlianPair;
  /** Undefined where it speaks plain HTTP. */
  readonly tls: ResolvedTls | undefined;
  /** Closes the port, every connection and every timer, and writes the state. */
  readonly stop: () => Promise<void>;
}

/** Puts a sandbox together and opens its port. */
export async function openSandbox(options: SandboxStartOptions): Promise<OpenSandbox> {
  assertStartOptions(options);
  const { stateFile } = options;
  const file = stateFile === undefined ? undefined : await StateFile.open(stateFile, reportDefect);
  try {
    return await openWith(options, file);
  } catch (error) {
    await file?.close();
    throw error;
  }
}

async function openWith(options: SandboxStartOptions, file: StateFile | undefined): Promise<OpenSandbox> {
  const saved = await file?.read();
  const keys = await resolveKeys(options, saved?.keys);
  const settings = settingsOf(options);
  // The rules let nothing through that has no such form.
  const host = canonicalHost(settings.host) ?? settings.host;
  const named = (options.hostNames ?? []).map((name) => canonicalHost(name) ?? name);
  const hostNames = [...named, ...publicNames({ ...options, host })];
  const tls = await resolveTls({ ...options, hostNames }, host);
  const seed = String(options.seed ?? saved?.seed ?? randomUUID().slice(0, 8));
  const hub = new EventHub(reportDefect);
  const changes = new Changes();
  const stopped = new AbortController();
  let stopping: Promise<void> | undefined;
  let addresses: SandboxAddresses = addressesOf({ ...options, host }, options.port ?? 0);

  const scenarios: Scenarios = new Scenarios(
    seed,
    settings.magicAmounts,
    () => {
      hub.emit({ type: 'scenarios', at: services.clock.now().toISOString() });
    },
    changes,
  );
  const signers = signersOf(keys, options, settings);
  const balances = new Map(
    keys.merchants.map(({ oidPartner, balance = settings.balance }) => [oidPartner, balance]),
  );
  const { services, notifier } = createServices({
    options,
    settings,
    signers,
    hub,
    changes,
    scenarios,
    balances,
    addresses: () => addresses,
  });
  const log = new RequestLog(settings.keepRequests, hub, changes);
  const memory: Memory = { services, notifier, log, scenarios, changes };
  const operator = new Operator(services, notifier);
  const attackRunner = new AttackRunner(services, keys.lianlian.privateKey, hub);
  const gateway = new Gateway({
    ...{ services, signers, log, scenarios },
    merchants: new Map(keys.merchants.map((merchant) => [merchant.oidPartner, merchant])),
    privateKey: keys.lianlian.privateKey,
    otherKeys: [{ name: LIANLIANS_OWN, key: keys.lianlian.publicKey }],
    wait: (ms) => wait(ms, undefined, { signal: stopped.signal, ref: false }).catch(() => undefined),
  });
  const control = new Control({
    ...memory,
    ...{ operator, attackRunner, hub, settings, seed },
    merchants: keys.merchants,
    lianlianPublicKey: keys.lianlian.publicKey,
    hasMagicAmounts: settings.magicAmounts,
    stateFile: options.stateFile,
    hostNames: [host, ...hostNames],
  });
  const checkoutHandler = new CheckoutHandler(services);
  const server = new SandboxServer(
    (incoming) =>
      route(incoming, gateway, checkoutHandler, control, (unknown) => {
        hub.emit({ type: 'unknown-path', at: services.clock.now().toISOString(), ...unknown });
      }),
    (work) => {
      services.clock.track(work);
    },
    {
      report: reportDefect,
      unreadable: (error) => {
        const explanation = whyUnreadable(error, addresses.url);
        if (explanation === undefined) return;
        hub.emit({ type: 'unreadable-connection', at: services.clock.now().toISOString(), explanation });
      },
    },
    tls,
  );

  if (saved === undefined) scenarios.add(options.scenarios ?? []);
  else restore(file, memory, saved);
  // What is due goes on at once, before the port is open.
  file?.listen(changes);
  const port = await server.listen(options.port ?? 0, host);
  addresses = addressesOf({ ...options, host }, port);

  if (options.onEvent !== undefined) hub.subscribe(options.onEvent);
  if (file !== undefined) {
    hub.subscribe(() => {
      file.writeSoon();
    });
    await file
      .follow({ heading: { seed, keys: keys.made }, memory, changes })
      .catch(async (error: unknown) => {
        await stop();
        throw error;
      });
  }

  function stop(): Promise<void> {
    stopping ??= stopAll();
    return stopping;
  }
  async function stopAll(): Promise<void> {
    stopped.abort();
    services.refunds.stop();
    services.payouts.stop();
    notifier.stop();
    attackRunner.stop();
    await server.close();
    if (file === undefined) return;
    await services.clock.idle();
    await file.close();
  }
  return {
    ...{ ...memory, hub, ...addresses, operator, attackRunner, tls, stop },
    ...{ merchants: keys.merchants, lianlianKey: keys.lianlian },
  };
}

function restore(file: StateFile | undefined, memory: Memory, saved: SavedSandbox): void {
  try {
    restoreState(memory, saved.state);
  } catch (error) {
    file?.fail('does not hold what a sandbox remembers', error);
  }
}

/** The signer with a foreign key is made when the first fault needs it. */
function signersOf(
  { lianlian }: ResolvedKeys,
  options: SandboxStartOptions,
  settings: Settings,
): MessageSigners {
  let foreign: Promise<MessageSigner> | undefined;
  return {
    own: new MessageSigner(lianlian.privateKey, settings),
    foreign: () =>
      (foreign ??= newKeyPair(options.modulusLength ?? 2048).then(
        ({ privateKey }) => new MessageSigner(privateKey, settings),
      )),
  };
}

/** Prints a defect of the sandbox itself. */
function reportDefect(error: unknown): void {
  process.stderr.write(`LianLian sandbox: ${printableStack(errorStack(error) ?? 'unknown error')}\n`);
}
