-- Lets a device repeat a write whose answer it never saw. The key is inserted in the same transaction as the
-- effect, so either both are there or neither is; what was answered is kept as ids, never as content.

create table public.idempotency_keys (
  user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  key text not null,
  method text not null,
  route text not null,
  body_sha256 bytea not null,
  status smallint,
  response jsonb,
  created_at timestamptz not null default now(),
  -- Keys are chosen by devices: equal keys of two people have nothing to do with each other.
  primary key (user_id, key),
  constraint idempotency_keys_key_shape check (key ~ '^[A-Za-z0-9_-]{16,64}$'),
  constraint idempotency_keys_method_known check (method in ('POST', 'PUT', 'PATCH', 'DELETE')),
  constraint idempotency_keys_route_length check (char_length(route) between 1 and 200),
  constraint idempotency_keys_body_sha256_length check (octet_length(body_sha256) = 32),
  constraint idempotency_keys_status_range check (status between 200 and 499),
  constraint idempotency_keys_response_size check (octet_length(response::text) <= 2000)
);
comment on table public.idempotency_keys is 'Repeatable writes: the key a device chose, and the ids its first answer named. Kept for 48 hours.';

create index idempotency_keys_created_at on public.idempotency_keys (created_at);

alter table public.idempotency_keys enable row level security;
alter table public.idempotency_keys force row level security;
revoke all on table public.idempotency_keys from public, anon, authenticated, service_role;
grant select, delete on table public.idempotency_keys to authenticated;
grant insert (user_id, key, method, route, body_sha256, status, response) on table public.idempotency_keys to authenticated;
grant update (status, response) on table public.idempotency_keys to authenticated;

create policy idempotency_keys_select_own on public.idempotency_keys
  for select to authenticated
  using (user_id = (select auth.uid()));
comment on policy idempotency_keys_select_own on public.idempotency_keys is 'A person may see the keys of their own writes only.';

create policy idempotency_keys_insert_own on public.idempotency_keys
  for insert to authenticated
  with check (user_id = (select auth.uid()));
comment on policy idempotency_keys_insert_own on public.idempotency_keys is 'A person may add keys for their own writes only.';

create policy idempotency_keys_update_own on public.idempotency_keys
  for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));
comment on policy idempotency_keys_update_own on public.idempotency_keys is
  'A person may note the answer of their own writes only; key and request stay as they are.';

create policy idempotency_keys_delete_expired on public.idempotency_keys
  for delete to authenticated
  using (user_id = (select auth.uid()) and created_at < now() - interval '48 hours');
comment on policy idempotency_keys_delete_expired on public.idempotency_keys is
  'A person may remove their own keys once these are older than 48 hours.';
