-- What Echo hears in an entry, what the writer says about it, and the sentence that answered. What the model
-- heard and what the writer overruled are kept apart; `emotion` and `sentiment` are what holds of the two,
-- found by the trigger, so that a correction wins in every statistic and survives every later analysis.

alter table public.entries
  add column language text,
  add column emotion_scores smallint[],
  add column emotion_user text,
  add column emotion text,
  add column sentiment real,
  add column emotion_engine text,
  add column one_liner text,
  add column one_liner_key text,
  add column coping_action text,
  add column terms text[],
  add constraint entries_language_shape check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$'),
  add constraint entries_emotion_scores_valid check (
    cardinality(emotion_scores) = 7
    and array_ndims(emotion_scores) = 1
    and array_lower(emotion_scores, 1) = 1
    and array_position(emotion_scores, null) is null
    and 0 <= all (emotion_scores)
    and emotion_scores[1]::integer + emotion_scores[2] + emotion_scores[3] + emotion_scores[4]
      + emotion_scores[5] + emotion_scores[6] + emotion_scores[7] = 10000
  ),
  add constraint entries_emotion_user_known check (
    emotion_user in ('anger', 'disgust', 'fear', 'joy', 'neutral', 'sadness', 'surprise')
  ),
  add constraint entries_emotion_engine_length check (char_length(emotion_engine) between 1 and 100),
  add constraint entries_one_liner_length check (char_length(one_liner) between 1 and 500),
  add constraint entries_one_liner_key_shape check (one_liner_key ~ '^[a-z0-9-]{1,40}$'),
  add constraint entries_coping_action_length check (char_length(coping_action) between 1 and 80),
  add constraint entries_terms_count check (
    cardinality(terms) <= 64 and coalesce(array_ndims(terms), 1) = 1 and array_position(terms, null) is null
  );

comment on column public.entries.language is 'BCP 47 tag of the language that the engine understood; zxx for emoji alone; null for none.';
comment on column public.entries.emotion_scores is
  'What the model heard, in ten-thousandths: anger, disgust, fear, joy, neutral, sadness, surprise. Null where it did not understand.';
comment on column public.entries.emotion_user is 'What the writer says instead of the model, or null.';
comment on column public.entries.emotion is 'The label that holds: the writer''s, otherwise the model''s highest. Found by a trigger.';
comment on column public.entries.sentiment is
  'Joy less anger, disgust, fear and sadness, -1 to 1, of what holds: a correction counts as its label alone. Found by a trigger.';
comment on column public.entries.emotion_engine is 'Which engine made emotion_scores and terms; null where none has looked yet.';
comment on column public.entries.one_liner_key is 'Which sentence of the collection answered, so that it does not come again soon.';
comment on column public.entries.coping_action is 'The action of the writer''s own kit that was offered with the answer.';
comment on column public.entries.terms is 'The different words of the text that carry content, folded, in order of appearance.';

-- Which sentences answered last.
create index entries_recent on public.entries (user_id, created_at desc);

grant insert (
  language, emotion_scores, emotion_engine, one_liner, one_liner_key, coping_action, terms
) on table public.entries to authenticated;
grant update (
  language, emotion_scores, emotion_user, emotion_engine, one_liner, one_liner_key, coping_action, terms
) on table public.entries to authenticated;

create function echo.emotion_of(scores smallint[]) returns text
language sql
immutable
strict
parallel safe
set search_path = ''
as $$
  select (array['anger', 'disgust', 'fear', 'joy', 'neutral', 'sadness', 'surprise'])[
    pg_catalog.array_position(
      scores,
      greatest(scores[1], scores[2], scores[3], scores[4], scores[5], scores[6], scores[7])
    )
  ]
$$;
comment on function echo.emotion_of(smallint[]) is 'The label with the highest score; the first of equals.';
revoke all on function echo.emotion_of(smallint[]) from public, anon, authenticated, service_role;
grant execute on function echo.emotion_of(smallint[]) to authenticated;

-- As in 002, and besides: the label and the sentiment that hold. A correction is not a change of content.
create or replace function echo.stamp_entry() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if tg_op = 'INSERT' then
    new.created_at := pg_catalog.now();
    new.updated_at := new.created_at;
    new.version := 1;
    new.deleted_at := null;
  else
    if new.user_id <> old.user_id or new.id <> old.id then
      raise exception 'an entry cannot change its owner or its id' using errcode = 'integrity_constraint_violation';
    end if;
    new.created_at := old.created_at;
    new.create_digest := old.create_digest;
    new.updated_at := old.updated_at;
    new.version := old.version;
    if new.text <> old.text
      or new.tags <> old.tags
      or new.mood is distinct from old.mood
      or new.written_at <> old.written_at
      or new.timezone <> old.timezone
    then
      new.version := old.version + 1;
      new.updated_at := pg_catalog.now();
    end if;
    -- An entry is in the trash since the database's clock says so, and stays there with that time.
    if new.deleted_at is not null then
      new.deleted_at := coalesce(old.deleted_at, pg_catalog.now());
    end if;
    if new.deleted_at is distinct from old.deleted_at or new.emotion_user is distinct from old.emotion_user then
      new.updated_at := pg_catalog.now();
    end if;
  end if;
  if new.emotion_user is not null then
    new.emotion := new.emotion_user;
    new.sentiment := case
      when new.emotion_user = 'joy' then 1
      when new.emotion_user in ('neutral', 'surprise') then 0
      else -1
    end;
  elsif new.emotion_scores is not null then
    new.emotion := echo.emotion_of(new.emotion_scores);
    new.sentiment := (
      new.emotion_scores[4] - new.emotion_scores[1] - new.emotion_scores[2] - new.emotion_scores[3] - new.emotion_scores[6]
    ) / 10000.0;
  else
    new.emotion := null;
    new.sentiment := null;
  end if;
  -- An unknown zone fails here (22023).
  new.local_date := pg_catalog.timezone(new.timezone, new.written_at)::date;
  return new;
end
$$;

-- People with entries that another engine has read, or none: whom `echoctl reanalyse` goes to, one by one, as
-- each of them. Answers with ids alone, and to Echo's own login only.
create function echo.people_to_reanalyse(engine text, after_id uuid, at_most integer) returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select u.id
  from auth.users u
  where (after_id is null or u.id > after_id)
    and exists (
      select
      from public.entries e
      where e.user_id = u.id and e.emotion_engine is distinct from engine
    )
  order by u.id
  limit at_most
$$;
revoke all on function echo.people_to_reanalyse(text, uuid, integer) from public, anon, authenticated, service_role;
grant usage on schema echo to echo_api;
grant execute on function echo.people_to_reanalyse(text, uuid, integer) to echo_api;
