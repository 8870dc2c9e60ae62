import { z } from 'zod';

export type Field = { path: string; type: string };
type Schema = z.core.JSONSchema.BaseSchema;

/** Every leaf of a schema with its path (`adapters[].powered`) and type in words. */
export function fieldsOfSchema(schema: z.ZodType): Field[] {
  return walk(z.toJSONSchema(schema), '');
}

function walk(schema: Schema, path: string): Field[] {
  const known = valueOfReading(schema);
  if (known !== null) {
    return walk(known, path).map((field) => ({
      ...field,
      type: `${field.type}, or why it could not be told`,
    }));
  }
  const properties = schema.properties;
  if (schema.type === 'object' && properties !== undefined) {
    return Object.entries(properties).flatMap(([name, inner]) =>
      walk(asSchema(inner), path === '' ? name : `${path}.${name}`),
    );
  }
  if (schema.type === 'array' && schema.items !== undefined && !Array.isArray(schema.items)) {
    return walk(asSchema(schema.items), `${path}[]`);
  }
  return [{ path, type: typeOf(schema) }];
}

/** The `value` of a reading (known | unknown | not-applicable); null for anything else. */
function valueOfReading(schema: Schema): Schema | null {
  for (const option of schema.oneOf ?? []) {
    const properties = asSchema(option).properties;
    if (properties?.kind !== undefined && asSchema(properties.kind).const === 'known') {
      return properties.value === undefined ? null : asSchema(properties.value);
    }
  }
  return null;
}

function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.enum !== undefined) return schema.enum.map((word) => `\`${String(word)}\``).join(', ');
  if (schema.anyOf !== undefined) return schema.anyOf.map((option) => typeOf(asSchema(option))).join(' or ');
  const types = schema.type === undefined ? ['anything'] : [schema.type].flat();
  return types.map((type) => typeWords[type] ?? type).join(' or ');
}

const typeWords: Readonly<Record<string, string>> = {
  array: 'list',
  integer: 'whole number',
  string: 'text',
  boolean: 'yes or no',
  null: 'nothing',
};

function asSchema(schema: boolean | Schema): Schema {
  return typeof schema === 'boolean' ? {} : schema;
}
