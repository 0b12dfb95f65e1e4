import { describeSqliteKills } from '../support/sqlite-kills.js';

describeSqliteKills('node:sqlite', 'node:sqlite');
