import type { Severity } from '../../src/contract/verdict.ts';
import type { KeyRule, ProviderRule, Rule } from '../../src/core/assess/rule.ts';

type Row = Rule | KeyRule | ProviderRule;
export type Tables = readonly (readonly Row[])[];

/** What is done to a row: taken out; turned into one that does something else; given another code. */
const mutations = ['removed', 'other effect', 'other code'] as const;
type Mutation = (typeof mutations)[number];

/** One change of the table that some test has to notice. */
export type Mutant = { readonly row: string; readonly mutation: Mutation };

/** `hybrid.2 removed` */
export function nameOf({ row, mutation }: Mutant): string {
  return `${row} ${mutation}`;
}

const handedOver = Symbol.for('keyready.check-rules.tables');

export function handOver(tables: Tables): void {
  Object.assign(globalThis, { [handedOver]: tables });
}

/** The lists of the test file that runs now. @throws Error where the setup file did not run. */
export function tablesInUse(): Tables {
  const tables = (globalThis as { [handedOver]?: Tables })[handedOver];
  if (tables === undefined) throw new Error('the setup file handed over no rule tables');
  return tables;
}

export function mutantsOf(tables: Tables): Mutant[] {
  return tables.flat().flatMap(({ id }) => mutations.map((mutation) => ({ row: id, mutation })));
}

const another: Readonly<Record<Severity, Severity>> = {
  'not-applicable': 'block',
  block: 'warn',
  unknown: 'info',
  action: 'warn',
  ready: 'info',
  warn: 'info',
  info: 'warn',
};

/** Changes the table in place, so that whoever holds the row sees it changed, and gives back what undoes that. */
export function apply({ row: id, mutation }: Mutant, tables: Tables): () => void {
  const table = tables.find((rows) => rows.some((row) => row.id === id)) as Row[] | undefined;
  const index = table?.findIndex((row) => row.id === id) ?? -1;
  const row = table?.[index];
  if (table === undefined || row === undefined) throw new Error(`there is no row ${id}`);
  if (mutation === 'removed') {
    table.splice(index, 1);
    return () => void table.splice(index, 0, row);
  }
  const before = { ...row };
  Object.assign(row, mutation === 'other code' ? { code: 'NOT_THIS_CODE' } : otherEffect(row));
  return () => void Object.assign(row, before);
}

function otherEffect(row: Row): Partial<KeyRule> {
  const effectBy = 'effectBy' in row ? row.effectBy : undefined;
  return {
    effect: another[row.effect],
    ...(effectBy === undefined
      ? {}
      : {
          effectBy: (grounds) => {
            const effect = effectBy(grounds);
            return effect === null ? null : another[effect];
          },
        }),
  };
}

/**
 * Notes from now on which rows answer anything but no, and gives back what ends that and tells them. A row that answered no throughout a test
 * does nothing in it whatever it is made into, so the test need not run again for it.
 */
export function listen(tables: Tables): () => ReadonlySet<string> {
  const heard = new Set<string>();
  const rows = tables.flat() as (Row & { when: (...given: never[]) => unknown })[];
  const own = rows.map((row) => [row, row.when] as const);
  for (const [row, when] of own) {
    const listening = (...given: never[]) => {
      const truth = (when as (...given: never[]) => unknown)(...given);
      if (truth !== 'no') heard.add(row.id);
      return truth;
    };
    Object.assign(row, { when: listening });
  }
  return () => {
    for (const [row, when] of own) Object.assign(row, { when });
    return heard;
  };
}
