import { describe, expect, it } from 'vitest';

import { expectAccepted } from './support/check.js';
import { type ApiRules, catalogue, requestFields, rules, rulesOf } from './support/data.js';
import { type AnyDefinition, definitions } from './support/definitions.js';
import { requestWith, RULE_TESTS, type RuleTest } from './support/rule-tests.js';
import { valuesOf } from './support/samples.js';
import { byId } from './support/titles.js';

/** The tests of every rule of the API. A kind of rule that nobody tests is a test that fails. */
function testsOf(api: AnyDefinition, apiRules: ApiRules): readonly RuleTest[] {
  return Object.entries(apiRules).flatMap(([kind, rule]: [string, unknown]) => {
    const tests = (
      RULE_TESTS as Readonly<Record<string, (api: AnyDefinition, rule: never) => readonly RuleTest[]>>
    )[kind];
    if (tests !== undefined) return tests(api, rule as never);
    const title = `the rule "${kind}" is covered by the conformance test`;
    return [{ title, run: () => expect.unreachable(`no test covers "${kind}"`) }];
  });
}

describe.each(byId(definitions))('%s', (_id, api) => {
  for (const { title, run } of testsOf(api, rulesOf(api.id))) it(`${api.id}: ${title}`, run);

  for (const [name, labels] of Object.entries(rules.$labels)) {
    const isTaken = requestFields(api.id).some((field) => field.name === name);
    if (!isTaken) continue;
    it(`${api.id}: every labelled value of ${name} is taken`, () => {
      const values = valuesOf(api.id, name);
      const labelled = Object.keys(labels).filter((value) => values?.includes(value) ?? true);
      expect(labelled).not.toEqual([]);
      for (const value of labelled) expectAccepted(api, requestWith(api, name, value));
    });
  }
});

describe('this test', () => {
  it('fails by name for a kind of rule that it does not know', () => {
    const [api] = definitions;
    const tests = api === undefined ? [] : testsOf(api, { unheardOf: {} } as ApiRules);
    expect(tests.map(({ title }) => title)).toEqual([
      'the rule "unheardOf" is covered by the conformance test',
    ]);
    expect(() => tests[0]?.run()).toThrow('no test covers "unheardOf"');
  });

  it('knows every general section of the rules', () => {
    const general = Object.keys(rules).filter((key) => key.startsWith('$'));
    expect(general).toEqual(['$semantics', '$structures', '$labels']);
    expect(Object.keys(rules.$structures)).toEqual(['shareing_data', 'risk_item']);
  });

  it('knows every key of the catalogue', () => {
    const ids = definitions.map(({ id }) => id);
    const entries = catalogue.apis;
    expect(ids.sort()).toEqual(entries.map(({ id }) => id).sort());
    const known = [
      'id',
      'title',
      'scope',
      'transport',
      'endpoint',
      'envelope',
      'request',
      'response',
      'notes',
    ];
    const keys = new Set(entries.flatMap((entry) => Object.keys(entry)));
    // The synchronous notification is a return: see notifications.spec.ts.
    expect([...keys].sort()).toEqual(
      [...known, 'syncNotification', 'unsignedResponseFields', 'unsignedSources'].sort(),
    );
    const fieldKeys = new Set(
      entries.flatMap(({ request, response = [] }) =>
        [...request, ...response].flatMap((f) => Object.keys(f)),
      ),
    );
    expect([...fieldKeys].sort()).toEqual([
      'fixed',
      'items',
      'maxLength',
      'name',
      'required',
      'source',
      'type',
    ]);
  });
});
