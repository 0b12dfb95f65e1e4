import { startShop } from './start-shop.mjs';
import { openStore } from './stores/open-store.mjs';

await startShop(openStore);
