import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import HostedGitInfo from 'hosted-git-info';
import { defineConfig } from 'vitepress';

import { checkPages } from './build/check-pages.js';
import { writeExamples } from './build/examples.js';
import { headOf } from './build/head.js';
import { writeLlms } from './build/llms.js';
import { vueOfTheSite } from './build/vue-of-the-site.js';
import { themeIn } from './locales/theme.js';
import { markdownOptions } from './markdown/options.js';
import { searchOptions } from './search/options.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  readonly repository?: string | { readonly url: string } | undefined;
};
const { repository } = manifest;
const address = typeof repository === 'object' ? repository.url : repository;
const host = address === undefined ? undefined : HostedGitInfo.fromUrl(address);

/** Where the site will be, with a slash at its end. Without it the site works in the root of any host. */
const { LIANLIAN_SITE_URL: url } = process.env;
const site = url === undefined || url === '' ? undefined : new URL(url.replace(/\/?$/, '/'));
const base = site?.pathname ?? '/';

checkPages(`${root}docs`);

export default defineConfig({
  srcDir: '../docs',
  base,
  title: 'nestjs-lianlian',
  description: 'LianLian Pay for NestJS',
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}favicon.svg` }]],
  // Those are on the reader's machine.
  ignoreDeadLinks: 'localhostLinks',
  markdown: markdownOptions({ root, host, base }),
  themeConfig: {
    search: { provider: 'local', options: searchOptions },
    ...(host === undefined ? {} : { socialLinks: [{ icon: 'github', link: host.browse() }] }),
  },
  locales: {
    root: { label: 'English', lang: 'en-US', themeConfig: themeIn('en') },
    zh: {
      label: '简体中文',
      lang: 'zh-CN',
      description: '连连支付的 NestJS 模块',
      themeConfig: themeIn('zh'),
    },
  },
  ...(site === undefined ? {} : { sitemap: { hostname: site.href } }),
  transformHead: (context) => headOf(context, site),
  buildEnd: ({ outDir }) => {
    writeExamples(root, outDir);
    writeLlms({ root, built: outDir, base: site?.href ?? '/' });
  },
  vite: {
    plugins: [vueOfTheSite],
    publicDir: fileURLToPath(new URL('../public', import.meta.url)),
    // The API reference is one large page.
    build: { chunkSizeWarningLimit: 8000 },
  },
});
