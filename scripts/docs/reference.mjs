import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const typedoc = join(fileURLToPath(import.meta.resolve('typedoc')), '../../bin/typedoc');

/**
 * Writes the API reference from the doc comments, to `docs/api`. It is in English; `docs/zh/api` has a page for each of
 * its pages that says so in Chinese, so that a reader who changes the language ends up somewhere.
 *
 * @param {string} root the folder of the repository
 */
export function writeReference(root) {
  const { status } = spawnSync(process.execPath, [typedoc, '--logLevel', 'Warn'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
  const reference = join(root, 'docs/api');
  const chinese = join(root, 'docs/zh/api');
  rmSync(chinese, { recursive: true, force: true });
  mkdirSync(chinese, { recursive: true });
  for (const name of readdirSync(reference)) {
    const title = /^# (.*)$/m.exec(readFileSync(join(reference, name), 'utf8'))?.[1] ?? name;
    const text = name === 'index.md' ? INDEX : pageOf(title, name);
    writeFileSync(join(chinese, name), text);
  }
}

const INDEX = `# API 参考

API 参考由源码里的文档注释生成，只有英文：[API reference](../../api/index.md)。按用途查找请看[服务与导出](../services.md)和[选项](../options.md)。
`;

/**
 * @param {string} title
 * @param {string} name
 */
function pageOf(title, name) {
  return `# ${title}\n\n这一页由源码里的文档注释生成，只有英文：[${title}](../../api/${name})。\n`;
}
