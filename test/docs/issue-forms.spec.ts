import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { root } from './guide.js';
import { readYaml } from './yaml.js';

interface Field {
  readonly type: string;
  readonly id?: string | undefined;
  readonly attributes: {
    readonly label?: string | undefined;
    readonly value?: string | undefined;
    readonly description?: string | undefined;
    readonly options?: readonly unknown[] | undefined;
  };
  readonly validations?: { readonly required?: boolean | undefined } | undefined;
}

interface Form {
  readonly path: string;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly body: readonly Field[];
}

const FOLDER = '.github/ISSUE_TEMPLATE/';
const forms = readdirSync(`${root}${FOLDER}`)
  .filter((name) => name !== 'config.yml')
  .map((name): Form => ({ ...(readYaml(`${FOLDER}${name}`) as Form), path: name }));

/** What a form asks for, by the id of the field. */
function askedIn(path: string): ReadonlyMap<string, Field> {
  const form = forms.find((each) => each.path === path);
  if (form === undefined) throw new Error(`There is no form ${path}.`);
  return new Map(form.body.map((field) => [field.id ?? '', field]));
}

describe.each(forms)('the form $path', ({ name, description, body }) => {
  it('is one that GitHub takes', () => {
    expect([name, description]).toEqual([expect.any(String), expect.any(String)]);
    const fields = body.filter(({ type }) => type !== 'markdown');
    for (const { type, id, attributes } of fields) {
      expect(['textarea', 'input', 'dropdown', 'checkboxes']).toContain(type);
      expect([id, attributes.label]).toEqual([expect.stringMatching(/^[\w-]+$/), expect.any(String)]);
      if (type === 'dropdown' || type === 'checkboxes') {
        expect(attributes.options?.length).toBeGreaterThan(0);
      }
    }
    expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length);
    expect(new Set(fields.map(({ attributes }) => attributes.label)).size).toBe(fields.length);
  });

  it('warns of secrets first, and says where security problems go', () => {
    const warning = body[0]?.attributes.value ?? '';
    expect(warning).toMatch(/\bkey\b/);
    expect(warning).toMatch(/\bcard\b/);
    expect(warning).toContain('about a person');
    expect(warning).toContain('SECURITY.md');
  });
});

describe('the form for what is wrong', () => {
  const asked = askedIn('1-bug.yml');

  it.each(['happened', 'expected', 'doctor', 'package', 'nest', 'node', 'adapter', 'inbox'])(
    'insists on %s',
    (id) => {
      expect(asked.get(id)?.validations?.required).toBe(true);
    },
  );

  it('asks for what the doctor prints', () => {
    expect(asked.get('doctor')?.attributes.description).toContain('`npx nestjs-lianlian doctor`');
  });
});

it('the form for signatures asks for what the doctor explains, which is a call of the command', () => {
  const asked = askedIn('2-signature.yml');
  expect(asked.get('doctor')?.validations?.required).toBe(true);
  const { attributes, validations } = asked.get('explained') ?? {};
  expect(attributes?.description).toContain('`npx nestjs-lianlian doctor explain FILE`');
  expect(validations?.required).toBe(true);
  const usage = readFileSync(`${root}lib/cli/doctor/usage.ts`, 'utf8');
  expect(usage).toContain('nestjs-lianlian doctor explain [FILE|-]');
  for (const [option] of attributes?.description?.matchAll(/--[\w-]+/g) ?? []) {
    expect(usage).toContain(`  ${option} `);
  }
});

it('an issue without a form is not possible, and a security problem finds its way', () => {
  const config = readYaml(`${FOLDER}config.yml`) as {
    readonly blank_issues_enabled: boolean;
    readonly contact_links?: readonly { readonly url: string }[] | undefined;
  };
  expect(config.blank_issues_enabled).toBe(false);
  const { repository } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
    readonly repository?: unknown;
  };
  // A link needs a whole address, which is known with the repository.
  const links = (config.contact_links ?? []).map(({ url }) => url);
  if (repository !== undefined) expect(links.join('\n')).toMatch(/SECURITY\.md|\/security\//);
});
