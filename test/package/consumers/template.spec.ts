import { inject } from 'vitest';

import { npm } from '../support/npm.js';
import { describeTemplate } from '../template/describe-template.js';
import { BESIDE_IT } from '../template/nest-template.js';

describeTemplate('npm', (folder) =>
  npm(folder, 'install', '--prefer-offline', ...BESIDE_IT, inject('packed').tarball),
);
