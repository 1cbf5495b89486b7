-- The schema `storage` as a hosted Supabase project has it: buckets, objects, the functions that policies
-- use, and the guard against deletes that would leave a file behind. Idempotent; run as superuser after
-- 01_roles.sql, which makes the roles. Row-level security decides every access of the API roles, so no
-- table here has a policy of its own.

create schema if not exists storage authorization supabase_storage_admin;

create table if not exists storage.buckets (
  id text primary key,
  name text not null,
  owner uuid,
  owner_id text,
  public boolean default false,
  avif_autodetection boolean default false,
  file_size_limit bigint,
  allowed_mime_types text[],
  type text not null default 'STANDARD',
  versioning_status text not null default 'DISABLED',
  created_at timestamptz default now(),
  updated_at timestamptz default now(),
  constraint buckets_name_length check (char_length(name) between 1 and 100)
);
create unique index if not exists bname on storage.buckets (name);
comment on column storage.buckets.owner is 'Deprecated: owner_id holds the subject of the token.';

create table if not exists storage.objects (
  id uuid primary key default gen_random_uuid(),
  bucket_id text,
  name text,
  owner uuid,
  owner_id text,
  version text,
  metadata jsonb,
  user_metadata jsonb,
  path_tokens text[] generated always as (string_to_array(name, '/')) stored,
  created_at timestamptz default now(),
  updated_at timestamptz default now(),
  last_accessed_at timestamptz default now(),
  archived_at timestamptz,
  is_delete_marker boolean default false,
  is_versioned boolean default false,
  constraint "objects_bucketId_fkey" foreign key (bucket_id) references storage.buckets (id)
);
create unique index if not exists bucketid_objname on storage.objects (bucket_id, name);
-- Keys are compared by their bytes: lists page by this order whatever the database's collation is.
create index if not exists objects_bucket_id_name_c on storage.objects (bucket_id, name collate "C");
-- The orphan sweep asks for versions.
create index if not exists objects_version on storage.objects (version);
comment on column storage.objects.owner is 'Deprecated: owner_id holds the subject of the token.';
comment on column storage.objects.version is 'Name of the file that holds the content; made by the server.';

create or replace function storage.foldername(name text) returns text[]
language sql immutable set search_path = ''
as $$ select (string_to_array(name, '/'))[1 : cardinality(string_to_array(name, '/')) - 1] $$;

create or replace function storage.filename(name text) returns text
language sql immutable set search_path = ''
as $$ select (string_to_array(name, '/'))[cardinality(string_to_array(name, '/'))] $$;

create or replace function storage.extension(name text) returns text
language sql immutable set search_path = ''
as $$ select split_part(storage.filename(name), '.', -1) $$;

-- The API operation that runs, such as storage.object.upload: policies may ask for it.
create or replace function storage.operation() returns text
language sql stable set search_path = ''
as $$ select pg_catalog.current_setting('storage.operation', true) $$;

create or replace function storage.update_updated_at_column() returns trigger
language plpgsql set search_path = ''
as $$
begin
  new.updated_at = pg_catalog.now();
  return new;
end
$$;

-- A row deleted by SQL alone would leave its file on the disk for nobody: only the storage server deletes.
create or replace function storage.protect_delete() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if coalesce(pg_catalog.current_setting('storage.allow_delete_query', true), 'false') <> 'true' then
    raise exception 'Direct deletion from storage tables is not allowed. Use the Storage API instead.'
      using errcode = '42501';
  end if;
  return null;
end
$$;

create or replace trigger update_objects_updated_at before update on storage.objects
  for each row execute function storage.update_updated_at_column();
create or replace trigger protect_objects_delete before delete on storage.objects
  for each statement execute function storage.protect_delete();
create or replace trigger protect_buckets_delete before delete on storage.buckets
  for each statement execute function storage.protect_delete();

alter table storage.buckets owner to supabase_storage_admin;
alter table storage.objects owner to supabase_storage_admin;
alter function storage.foldername(text) owner to supabase_storage_admin;
alter function storage.filename(text) owner to supabase_storage_admin;
alter function storage.extension(text) owner to supabase_storage_admin;
alter function storage.operation() owner to supabase_storage_admin;
alter function storage.update_updated_at_column() owner to supabase_storage_admin;
alter function storage.protect_delete() owner to supabase_storage_admin;

alter table storage.buckets enable row level security;
alter table storage.objects enable row level security;

-- The API roles may use the tables, and the policies say which rows. TRUNCATE asks no policy, so nobody has it.
grant usage on schema storage to postgres, anon, authenticated, service_role;
grant select, insert, update, delete, references, trigger on storage.buckets, storage.objects
  to postgres, anon, authenticated, service_role;
grant execute on all functions in schema storage to postgres, anon, authenticated, service_role;
