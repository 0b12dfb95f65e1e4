import { environment } from './environment.js';
import { start } from './start.js';
import { WorkerModule } from './worker.module.js';

await start(WorkerModule, environment.ports.worker);
