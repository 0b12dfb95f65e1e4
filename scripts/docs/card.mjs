// node scripts/docs/card.mjs: draws the picture that other sites show beside a link to ours, from card.svg. Commit what it
// writes: site/public/card.png. It takes a machine with fonts (Debian: fonts-dejavu fonts-noto-cjk).
import { fileURLToPath } from 'node:url';

import sharp from 'sharp';

const path = (file) => fileURLToPath(new URL(file, import.meta.url));

await sharp(path('card.svg')).png({ palette: true }).toFile(path('../../site/public/card.png'));
