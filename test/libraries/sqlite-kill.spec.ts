import { describeSqliteKills } from './support/sqlite-kills.js';

describeSqliteKills('better-sqlite3', import.meta.resolve('better-sqlite3'));
