-- Finding entries by words and by tag, in every script, by index.
-- Row-level security lets only leakproof operators reach an index, and neither LIKE nor array containment is
-- leakproof. So the matching happens in functions that run as their owner, look at the asking person's rows
-- alone, and return ids; the query around them passes row-level security like any other.

create extension if not exists pg_trgm with schema extensions;
create extension if not exists btree_gin with schema extensions;

-- The form in which texts and questions are compared: compatibility composed (full and half width become one),
-- lower case, and a blank on both sides of every Han, kana, hangul and bopomofo character. These scripts are
-- written without blanks, and with them a single character owns trigrams that an index can find.
create function echo.search_text(source text) returns text
language sql
immutable
strict
parallel safe
set search_path = ''
as $$
  select pg_catalog.regexp_replace(
    pg_catalog.lower(pg_catalog.normalize(source, 'NFKC')),
    '([\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3040-\u30ff\u3100-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff])',
    ' \1 ',
    'g'
  )
$$;
revoke all on function echo.search_text(text) from public, anon, authenticated, service_role;
-- The index calls it with the rights of whoever writes the row.
grant execute on function echo.search_text(text) to authenticated;

create index entries_search on public.entries
  using gin (user_id, echo.search_text(text) extensions.gin_trgm_ops)
  -- Kilobytes of new words that wait to be sorted in; every search reads them too.
  with (gin_pending_list_limit = 1024)
  where deleted_at is null;

create index entries_tags on public.entries
  using gin (user_id, tags)
  where deleted_at is null;

-- Ids of the asking person's entries outside the trash whose text contains q as it is: `%`, `_` and `\` mean
-- themselves, case and width do not matter. Where q begins or ends with a blank, the text is looked at once
-- more as it is, because a blank of search_text could pass for one of the text ("a " in "a東").
create function echo.search_entry_ids(q text) returns setof uuid
language plpgsql
stable
security definer
rows 100
set search_path = ''
as $$
declare
  literal text := pg_catalog.lower(pg_catalog.normalize(q, 'NFKC'));
  pattern text := '%' || pg_catalog.regexp_replace(echo.search_text(q), '([\\%_])', '\\\1', 'g') || '%';
  has_blank_edge boolean := literal <> pg_catalog.btrim(literal);
begin
  return query
    select e.id
    from public.entries e
    where e.user_id = (select auth.uid())
      and e.deleted_at is null
      and echo.search_text(e.text) like pattern
      and (
        not has_blank_edge
        or pg_catalog.strpos(pg_catalog.lower(pg_catalog.normalize(e.text, 'NFKC')), literal) > 0
      );
end
$$;
revoke all on function echo.search_entry_ids(text) from public, anon, authenticated, service_role;
grant execute on function echo.search_entry_ids(text) to authenticated;

-- Ids of the asking person's entries outside the trash that carry exactly this tag.
create function echo.tagged_entry_ids(tag text) returns setof uuid
language plpgsql
stable
security definer
rows 100
set search_path = ''
as $$
begin
  return query
    select e.id
    from public.entries e
    where e.user_id = (select auth.uid())
      and e.deleted_at is null
      and e.tags @> array[tag];
end
$$;
revoke all on function echo.tagged_entry_ids(text) from public, anon, authenticated, service_role;
grant execute on function echo.tagged_entry_ids(text) to authenticated;
