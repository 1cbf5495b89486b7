/** Everything that Echo's migrations make in a database, as text, so that two schemas can be compared. */
import { query } from "./people.ts";

const SNAPSHOT = `
  select 'relation ' || c.oid::regclass || ' ' || c.relkind::text || ' ' || c.relowner::regrole || ' rls ' || c.relrowsecurity
    || c.relforcerowsecurity || ' options ' || coalesce(c.reloptions::text, '') || ' acl '
    || coalesce((select string_agg(a::text, ',' order by a::text) from unnest(c.relacl) a), '') as line
  from pg_class c where c.relnamespace::regnamespace::text in ('public', 'echo')
  union all
  select 'column ' || a.attrelid::regclass || '.' || a.attname || ' ' || a.attnum || ' ' || format_type(a.atttypid, a.atttypmod) || ' '
    || a.attnotnull || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '') || ' acl '
    || coalesce((select string_agg(g::text, ',' order by g::text) from unnest(a.attacl) g), '')
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where c.relnamespace::regnamespace::text in ('public', 'echo') and a.attnum > 0 and not a.attisdropped
  union all
  select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
  from pg_constraint where connamespace::regnamespace::text in ('public', 'echo')
  union all
  select 'index ' || pg_get_indexdef(i.indexrelid)
  from pg_index i join pg_class c on c.oid = i.indexrelid where c.relnamespace::regnamespace::text in ('public', 'echo')
  union all
  select 'policy ' || p.polrelid::regclass || ' ' || p.polname || ' ' || p.polcmd::text || ' ' || p.polroles::regrole[]::text || ' '
    || coalesce(pg_get_expr(p.polqual, p.polrelid), '') || ' ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '')
  from pg_policy p
  union all
  select 'function ' || pg_get_functiondef(p.oid) || ' acl '
    || coalesce((select string_agg(a::text, ',' order by a::text) from unnest(p.proacl) a), '')
  from pg_proc p where p.pronamespace::regnamespace::text in ('public', 'echo')
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  union all
  select 'trigger ' || pg_get_triggerdef(t.oid)
  from pg_trigger t join pg_proc p on p.oid = t.tgfoid
  where not t.tgisinternal and p.pronamespace::regnamespace::text in ('public', 'echo')
  union all
  select 'schema ' || nspname || ' ' || nspowner::regrole || ' '
    || coalesce((select string_agg(a::text, ',' order by a::text) from unnest(nspacl) a), '')
  from pg_namespace where nspname in ('public', 'echo')
  union all
  select 'defaults ' || d.defaclrole::regrole || ' ' || d.defaclnamespace::regnamespace || ' ' || d.defaclobjtype::text || ' ' || d.defaclacl::text
  from pg_default_acl d
  union all
  select 'comment ' || pg_describe_object(classoid, objoid, objsubid) || ' ' || description
  from pg_description d
  where pg_describe_object(classoid, objoid, objsubid) ~ '(entries|entry_|profiles|idempotency|schema echo)'
  order by line`;

/** One line for each object, in a fixed order. */
export async function snapshotSchema(superuserUrl: string): Promise<readonly string[]> {
  const rows = await query<{ line: string }>(superuserUrl, SNAPSHOT);
  return rows.map((row) => row.line);
}
