// The control panel: shows the sandbox, keeps up with it, and does what its buttons say.
import { render } from 'preact';

import { App } from './app.js';
import { listen } from './changes.js';
import { showControls } from './harmless-text.js';

const panel = document.getElementById('panel');
if (panel === null) throw new Error('the page has no place for the panel');
showControls();
render(<App />, panel);
listen();
