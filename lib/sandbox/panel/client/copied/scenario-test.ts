import type { ScenarioRule } from '../../../contract.js';
import { literalOf } from './literal.js';

/** The line of a test that sets a scenario up. */
export function scenarioTest(rule: ScenarioRule): string {
  return `sandbox.scenario(${literalOf({ ...rule })});`;
}
