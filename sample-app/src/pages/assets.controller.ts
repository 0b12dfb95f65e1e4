import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Controller, Get, NotFoundException, Param, Res } from '@nestjs/common';
import type { Response } from 'express';

const FOLDER = fileURLToPath(new URL('../../assets/', import.meta.url));

/** Every file there is, read once: whatever a visitor asks for, no path of theirs reaches the disk. */
const FILES = new Map(
  readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => [name, readFileSync(FOLDER + name)]),
);

/** The stylesheet, the script and the pictures of `sample-app/assets`. */
@Controller('assets')
export class AssetsController {
  @Get(':name')
  asset(@Param('name') name: string, @Res() response: Response): void {
    const content = FILES.get(name);
    if (content === undefined) throw new NotFoundException();
    response.setHeader('cache-control', 'public, max-age=60');
    response.type(extname(name)).send(content);
  }
}
