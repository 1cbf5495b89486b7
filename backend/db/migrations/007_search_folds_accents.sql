-- Search finds words as people remember them: "cafe" finds "café", "strasse" finds "Straße", and a final sigma
-- is a sigma. One function says what counts as the same; the index, the question and the newest entries that
-- are read one by one all go through it.

-- What counts as the same, in this order:
-- 1. compatibility forms (full and half width, ligatures, presentation forms), case;
-- 2. accents: the combining marks of Latin, Greek and Cyrillic (U+0300-036F, 1AB0-1AFF, 1DC0-1DFF, FE20-FE2F),
--    the points and accents of Hebrew, the vowel signs and the tatweel of Arabic, and characters that nobody sees
--    (soft hyphen, marks of direction, variation selectors). Marks that make another letter stay: the dakuten of
--    kana, hamza and madda of Arabic, the signs of Indic and Thai scripts; so do the joiners of emoji and Persian;
-- 3. letters that Unicode does not take apart: ı i, ς σ, ø o, ł l, đ d, ð d, ħ h, ŧ t, ß ss, æ ae, œ oe, þ th, and
--    typographic quotes, which a phone writes and a keyboard does not.
-- It ends composed again, so that a syllable of hangul or a kana with dakuten is one character.
create function echo.fold(source text) returns text
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
declare
  folded text;
begin
  -- Most texts are plain ASCII, before or after the marks go, and are spared the costly steps.
  if pg_catalog.octet_length(source) = pg_catalog.char_length(source) then
    return pg_catalog.lower(source);
  end if;
  folded := pg_catalog.regexp_replace(
    pg_catalog.lower(pg_catalog.normalize(source, 'NFKD')),
    '[\u00ad\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe00-\ufe0f\ufe20-\ufe2f\ufeff]+',
    '',
    'g'
  );
  folded := pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(folded, '’', ''''), '‘', ''''), 'ʼ', '''');
  folded := pg_catalog.replace(pg_catalog.replace(folded, '“', '"'), '”', '"');
  if folded ~ '[ıςøłđðħŧßæœþ]' then
    folded := pg_catalog.translate(folded, 'ıςøłđðħŧ', 'iσolddht');
    folded := pg_catalog.replace(pg_catalog.replace(folded, 'ß', 'ss'), 'æ', 'ae');
    folded := pg_catalog.replace(pg_catalog.replace(folded, 'œ', 'oe'), 'þ', 'th');
  end if;
  if pg_catalog.octet_length(folded) = pg_catalog.char_length(folded) then
    return folded;
  end if;
  return pg_catalog.normalize(folded, 'NFC');
end
$$;
comment on function echo.fold(text) is 'The form in which texts and questions are the same to a search.';
revoke all on function echo.fold(text) from public, anon, authenticated, service_role;
-- Whoever writes a row calls it through the index, and whoever searches calls it for the newest entries.
grant execute on function echo.fold(text) to authenticated;

-- As before, and folded: a blank on both sides of every Han, kana, hangul and bopomofo character, so that a single
-- one owns trigrams that the index can find.
create or replace function echo.search_text(source text) returns text
language sql
immutable
strict
parallel safe
set search_path = ''
as $$
  select pg_catalog.regexp_replace(
    echo.fold(source),
    '([\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3040-\u30ff\u3100-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff])',
    ' \1 ',
    'g'
  )
$$;

-- The function of the index says something else now, so the index is made anew, beside the old one, which goes
-- on answering until the end. Writers wait meanwhile.
create index entries_search_folded on public.entries
  using gin (user_id, echo.search_text(text) extensions.gin_trgm_ops)
  with (gin_pending_list_limit = 1024)
  where deleted_at is null;
drop index public.entries_search;
alter index public.entries_search_folded rename to entries_search;

-- As before, and folded. A question of which nothing is left (a lone accent) finds nothing.
create or replace function echo.search_entry_ids(q text) returns setof uuid
language plpgsql
stable
security definer
rows 100
set search_path = ''
as $$
declare
  literal text := echo.fold(q);
  pattern text := '%' || pg_catalog.regexp_replace(echo.search_text(q), '([\\%_])', '\\\1', 'g') || '%';
  has_blank_edge boolean := literal <> pg_catalog.btrim(literal);
begin
  return query
    select e.id
    from public.entries e
    where e.user_id = (select auth.uid())
      and e.deleted_at is null
      and literal <> ''
      and echo.search_text(e.text) like pattern
      and (not has_blank_edge or pg_catalog.strpos(echo.fold(e.text), literal) > 0);
end
$$;
