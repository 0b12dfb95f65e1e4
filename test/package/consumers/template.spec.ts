import { inject } from 'vitest';

import { npm } from '../support/npm.js';
import { describeTemplate, describeTemplateOfNest12 } from '../template/describe-template.js';
import { BESIDE_IT } from '../template/nest-template.js';

const { tarball } = inject('packed');

describeTemplate('npm', (folder) => npm(folder, 'install', '--prefer-offline', ...BESIDE_IT, tarball));
// As `nest add` does it before it changes the app.
describeTemplateOfNest12('npm', (folder) => npm(folder, 'install', '--prefer-offline', tarball));
