/** The schema as text, read from the catalogue: two databases with the same picture have the same schema. */
import { withClient } from "#embedded/schema.ts";
import { Secret } from "#core/secret.ts";

const SCHEMAS = "('public', 'echo')";

const QUERIES = [
  `select format('table %s.%s rls=%s forced=%s owner=%s acl=%s', n.nspname, c.relname, c.relrowsecurity, c.relforcerowsecurity,
     c.relowner::regrole, c.relacl::text) as line
   from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ${SCHEMAS} and c.relkind in ('r', 'p', 'v')`,
  `select format('column %s.%s %s %s null=%s default=%s acl=%s', a.attrelid::regclass, a.attname, a.attnum,
     format_type(a.atttypid, a.atttypmod), not a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attacl::text) as line
   from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
   left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
   where n.nspname in ${SCHEMAS} and c.relkind in ('r', 'p', 'v') and a.attnum > 0 and not a.attisdropped`,
  `select format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as line
   from pg_constraint where connamespace::regnamespace::text in ${SCHEMAS} and conrelid <> 0 and contype <> 'n'`,
  `select format('index %s', indexdef) as line from pg_indexes where schemaname in ${SCHEMAS}`,
  `select format('policy %s.%s %s %s %s using=%s check=%s', tablename, policyname, permissive, roles, cmd, qual, with_check) as line
   from pg_policies where schemaname in ${SCHEMAS}`,
  `select format('trigger %s %s', tgrelid::regclass, pg_get_triggerdef(oid)) as line from pg_trigger where not tgisinternal
   and (tgrelid::regclass::text !~ '^(storage|realtime)' )`,
  `select format('function %s acl=%s owner=%s %s', p.oid::regprocedure, p.proacl::text, p.proowner::regrole, pg_get_functiondef(p.oid)) as line
   from pg_proc p where p.pronamespace::regnamespace::text in ${SCHEMAS}`,
  `select format('schema %s acl=%s', nspname, nspacl::text) as line from pg_namespace where nspname in ${SCHEMAS}`,
  `select format('comment %s: %s', pg_describe_object(classoid, objoid, objsubid), description) as line from pg_description
   where pg_describe_object(classoid, objoid, objsubid) ~ '(entries|entry_|profiles|idempotency|schema echo)'`,
  `select format('default %s %s %s', defaclrole::regrole, defaclobjtype, defaclacl::text) as line from pg_default_acl`,
];

/** One line for each thing, sorted. */
export async function schemaPicture(ownerUrl: string): Promise<string[]> {
  const lines: string[] = [];
  await withClient(new Secret(ownerUrl), async (client) => {
    for (const query of QUERIES) {
      const result = await client.query<{ line: string }>(query);
      lines.push(...result.rows.map((row) => row.line));
    }
  });
  return lines.toSorted();
}
