// A Nest app that takes notifications, one of several processes: node notification-server.mjs <store>, with its options
// and the name of what it stores by message. It answers `figures`, and closes upon `close`.
import { serve } from './serve-notifications.mjs';
import { STORES } from './notification-stores.mjs';

await serve(STORES[process.argv[2]]);
