import type { Plugin } from 'vite';

/**
 * A Vite plugin: pages become Vue components, and those of `docs` have no Vue above them. What renders them to HTML runs
 * in the site's folder, which has one: it is imported from there.
 */
export const vueOfTheSite: Plugin = {
  name: 'vue-of-the-site',
  enforce: 'pre',
  resolveId(id, _importer, { ssr }) {
    return ssr === true && /^vue(?:\/server-renderer)?$/.test(id) ? { id, external: true } : undefined;
  },
};
