-- Takes back 007_search_folds_accents.sql: the functions of 004_entry_search.sql, word for word, and its index.

create or replace function echo.search_text(source text) returns text
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

create index entries_search_unfolded on public.entries
  using gin (user_id, echo.search_text(text) extensions.gin_trgm_ops)
  with (gin_pending_list_limit = 1024)
  where deleted_at is null;
drop index public.entries_search;
alter index public.entries_search_unfolded rename to entries_search;

create or replace function echo.search_entry_ids(q text) returns setof uuid
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

drop function echo.fold(text);
