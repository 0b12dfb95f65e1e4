import { inject } from 'vitest';

import { describeTemplate } from '../template/describe-template.js';
import { BESIDE_IT } from '../template/nest-template.js';
import { pnpm } from './pnpm.js';

describeTemplate('pnpm', (folder) => pnpm(folder, 'add', ...BESIDE_IT, inject('packed').tarball));
