import type { KeyObject } from 'node:crypto';
import type { AttackRunner } from '../attacks/attack-runner.js';
import type { EventHub } from '../common/events.js';
import type { SandboxMerchant } from '../common/merchants.js';
import type { Operator } from '../operator.js';
import type { Settings } from '../settings.js';
import type { Memory } from '../state/state.js';

/** What the control API works with. */
export interface ControlParts extends Memory {
  readonly operator: Operator;
  readonly attackRunner: AttackRunner;
  readonly hub: EventHub;
  readonly settings: Settings;
  readonly merchants: readonly SandboxMerchant[];
  readonly lianlianPublicKey: KeyObject;
  readonly seed: string;
  readonly hasMagicAmounts: boolean;
  readonly stateFile: string | undefined;
  readonly hostNames: readonly string[];
}
