import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { root } from './guide.js';
import { readYaml } from './yaml.js';

type Permissions = Readonly<Record<string, string>>;

interface Step {
  readonly uses?: string | undefined;
  readonly run?: string | undefined;
  readonly with?: Readonly<Record<string, unknown>> | undefined;
}

interface Job {
  readonly needs?: string | readonly string[] | undefined;
  readonly permissions?: Permissions | undefined;
  readonly 'timeout-minutes'?: number | undefined;
  readonly strategy?: { readonly matrix: Matrix } | undefined;
  readonly steps: readonly Step[];
}

interface Matrix {
  readonly os: readonly string[];
  readonly node: readonly string[];
  readonly include: readonly { readonly os: string; readonly node: string }[];
}

interface Workflow {
  readonly name: string;
  readonly text: string;
  readonly permissions?: Permissions | undefined;
  readonly concurrency?: { readonly group?: string | undefined } | undefined;
  readonly jobs: Readonly<Record<string, Job>>;
}

const FOLDER = '.github/workflows/';
const workflows = readdirSync(`${root}${FOLDER}`).map((name): Workflow => {
  const text = readFileSync(`${root}${FOLDER}${name}`, 'utf8');
  return { ...(readYaml(`${FOLDER}${name}`) as Workflow), name, text };
});
const jobs = workflows.flatMap((workflow) =>
  Object.entries(workflow.jobs).map(([job, content]) => ({ ...content, name: `${workflow.name}: ${job}` })),
);
const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  readonly engines: { readonly node: string };
  readonly scripts: Readonly<Record<string, string>>;
};

function jobOf(workflow: string, job: string): Job {
  const found = workflows.find(({ name }) => name === workflow)?.jobs[job];
  if (found === undefined) throw new Error(`There is no job ${job} in ${workflow}.`);
  return found;
}

function commandsOf({ steps }: Job): string[] {
  return steps.flatMap(({ run }) => run ?? []);
}

describe.each(workflows)('the workflow $name', ({ permissions, concurrency, text }) => {
  it('may only read, where a job does not say more', () => {
    expect(permissions).toEqual({ contents: 'read' });
  });

  it('says what becomes of a second run', () => {
    expect(concurrency?.group).toEqual(expect.any(String));
  });

  it('hands no expression to a shell: what GitHub fills in could be a command', () => {
    const scripts = [...text.matchAll(/^ *(?:- )?run: (.*(?:\n {10,}.*)*)/gm)].map(([, script]) => script);
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((script) => script?.includes('${{'))).toEqual([]);
  });
});

describe.each(jobs)('the job $name', (job) => {
  it('has permissions of its own, and an end', () => {
    expect(job.permissions).toEqual(expect.any(Object));
    expect(job['timeout-minutes']).toBeLessThanOrEqual(90);
  });

  it('names a tag or a digest for each action', () => {
    const used = job.steps.flatMap(({ uses }) => uses ?? []);
    expect(used.filter((action) => !/^[\w-]+\/[\w-]+@(?:v\d+|[0-9a-f]{40})$/.test(action))).toEqual([]);
  });

  it('keeps no token in the clone', () => {
    const clones = job.steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(clones.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
  });

  it('runs scripts of package.json, and tests and files that there are', () => {
    const commands = commandsOf(job).join('\n');
    const scripts = [...commands.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, script = '']) => script);
    expect(scripts.filter((script) => manifest.scripts[script] === undefined)).toEqual([]);
    const paths = [...commands.matchAll(/(?<![\w./-])(?:\.ci|test|scripts)\/[\w./-]+/g)].map(
      ([path]) => path,
    );
    expect(paths.filter((path) => !existsSync(`${root}${path}`))).toEqual([]);
    const projects = [...commands.matchAll(/--project (\S+)/g)].map(([, project = '']) => project);
    const config = readFileSync(`${root}vitest.config.ts`, 'utf8');
    expect(projects.filter((project) => !config.includes(`name: '${project}'`))).toEqual([]);
  });
});

describe('CI', () => {
  const node = jobOf('ci.yml', 'node');
  const matrix = node.strategy?.matrix;

  it('tests on Node 20, 22, 24 and 26, on Linux, macOS and Windows', () => {
    expect(matrix?.node).toEqual(['20', '22', '24', '26']);
    expect(matrix?.os).toEqual(['ubuntu-latest', 'macos-latest', 'windows-latest']);
    // Those that an app is started on which has the packed package.
    const started = readFileSync(`${root}test/package/support/node-versions.ts`, 'utf8');
    expect(started).toContain("['20', '22', '24', '26']");
  });

  it('checks types, builds, and runs what needs no server there', () => {
    const commands = commandsOf(node);
    expect(commands).toEqual(expect.arrayContaining(['npm ci', 'npm run types', 'npm run build']));
    for (const folder of ['unit', 'conformance', 'docs', 'attacks', 'e2e']) {
      expect(commands.join('\n')).toContain(` test/${folder}`);
    }
  });

  it('runs everything else once, as the script for it does', () => {
    const names = workflows
      .filter(({ name }) => name === 'ci.yml')
      .flatMap(({ jobs: all }) => Object.entries(all))
      .filter(([, job]) => commandsOf(job).includes('.ci/run'))
      .map(([name]) => name);
    expect(names).toEqual(['everything']);
    // A file that the system starts, which `run: .ci/run` takes for granted.
    if (process.platform !== 'win32') expect(statSync(`${root}.ci/run`).mode & 0o111).not.toBe(0);
  });
});

describe('a release', () => {
  it('gives each job what it needs, and the one that runs code of others nothing', () => {
    expect(jobOf('release.yml', 'pack').permissions).toEqual({ contents: 'read' });
    expect(jobOf('release.yml', 'publish').permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    expect(jobOf('release.yml', 'announce').permissions).toEqual({ contents: 'write' });
    for (const name of ['publish', 'announce']) {
      expect(commandsOf(jobOf('release.yml', name)).join('\n')).not.toMatch(/\bnpm (?:ci|i|install|run)\b/);
    }
  });

  it('is checked before it is packed, packed before it is published, and published before it is announced', () => {
    const commands = commandsOf(jobOf('release.yml', 'pack'));
    const order = ['scripts/release/prepare.mjs', 'npm ci', 'check:package', 'npm pack'].map((part) =>
      commands.findIndex((command) => command.includes(part)),
    );
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    expect(jobOf('release.yml', 'publish').needs).toBe('pack');
    expect(jobOf('release.yml', 'announce').needs).toEqual(['pack', 'publish']);
  });
});
