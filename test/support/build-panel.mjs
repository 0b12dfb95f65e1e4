import { fileURLToPath } from 'node:url';

import { writePanel } from '../../scripts/build/panel.mjs';

/** Makes the control panel's script, which the sandbox serves, from its sources: the tests run those of lib. */
export default function setup() {
  return writePanel(fileURLToPath(new URL('../../lib/sandbox/panel', import.meta.url)));
}
