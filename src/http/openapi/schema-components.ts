import { z } from 'zod';

type JsonSchema = Readonly<Record<string, unknown>>;

interface Converted {
  readonly schema: JsonSchema;
  readonly components: Readonly<Record<string, JsonSchema>>;
}

/**
 * A zod schema as OpenAPI 3.0 has it. A named schema (`.meta({ id })`) that is sent and answered alike has one component; where defaults
 * make them differ, what is sent has a component of its own, `ComplaintInput`: else readers would take an optional field for required.
 */
export function componentsOf(schema: unknown, io: 'input' | 'output'): Converted | undefined {
  if (!(schema instanceof z.ZodType)) return undefined;
  const sent = jsonSchema(schema, 'input');
  if (io === 'output') return split(jsonSchema(schema, 'output'), (id) => id);
  const differing = differingIds(definitions(sent), definitions(jsonSchemaOrNone(schema)));
  return split(sent, (id) => (differing.has(id) ? `${id}Input` : id));
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  // Inlined unless named; cycles are named by their authors. A schema with an id is wrapped, so that it is a component itself.
  const converted: unknown = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io,
    unrepresentable: 'throw',
    override: tidy,
  });
  return converted as JsonSchema; // zod gives plain JSON
}

/** What is transformed after reading has no form to be answered in: it is only ever sent. */
function jsonSchemaOrNone(schema: z.ZodType): JsonSchema {
  try {
    return jsonSchema(schema, 'output');
  } catch {
    return {};
  }
}

/**
 * Limits of JavaScript's whole numbers say nothing about ours, and a pattern of 300 characters nothing beside a format. An answer may
 * have more keys one day, unless its schema is strict: so it has the form of what is sent.
 */
function tidy({
  jsonSchema,
  zodSchema,
}: {
  readonly jsonSchema: Record<string, unknown>;
  readonly zodSchema: z.core.$ZodTypes;
}): void {
  if (zodSchema instanceof z.ZodObject && zodSchema.def.catchall === undefined)
    delete jsonSchema['additionalProperties'];
  if (jsonSchema['format'] !== undefined) delete jsonSchema['pattern'];
  if (jsonSchema['maximum'] === Number.MAX_SAFE_INTEGER) delete jsonSchema['maximum'];
  if (jsonSchema['minimum'] === Number.MIN_SAFE_INTEGER) delete jsonSchema['minimum'];
}

function definitions(schema: JsonSchema): Readonly<Record<string, JsonSchema>> {
  return (schema['$defs'] ?? schema['definitions'] ?? {}) as Readonly<Record<string, JsonSchema>>; // as zod writes them
}

/** The ids whose two forms differ, or that refer to one whose forms do. */
function differingIds(
  sent: Readonly<Record<string, JsonSchema>>,
  answered: Readonly<Record<string, JsonSchema>>,
): ReadonlySet<string> {
  const texts = new Map(Object.entries(sent).map(([id, schema]) => [id, JSON.stringify(schema)]));
  const found = new Set(
    [...texts].filter(([id, text]) => id in answered && text !== JSON.stringify(answered[id])).map(([id]) => id),
  );
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const [id, text] of texts) if ([...found].some((other) => text.includes(`/${other}"`))) found.add(id);
  }
  return found;
}

function split(schema: JsonSchema, rename: (id: string) => string): Converted {
  const { $defs: _, definitions: __, $schema: ___, id: ____, ...own } = schema;
  const named = Object.entries(definitions(schema)).map(([id, one]) => [rename(id), renamed(one, rename)] as const);
  return { schema: renamed(own, rename), components: Object.fromEntries(named) };
}

function renamed(schema: JsonSchema, rename: (id: string) => string): JsonSchema {
  const text = JSON.stringify(schema, (key, value: unknown) => {
    if (key === '$ref' && typeof value === 'string') return value.replace(/[^/]+$/, rename);
    return value;
  });
  return JSON.parse(text) as JsonSchema; // what was just written
}
