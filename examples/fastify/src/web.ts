import { environment } from './environment.js';
import { start } from './start.js';
import { WebModule } from './web.module.js';

await start(WebModule, environment.ports.web);
