-- Makes a database look like a hosted Supabase project: the API roles and their memberships, the schemas
-- auth, storage and extensions, and the functions that read the caller's claims. Runs as the superuser
-- supabase_admin and may run again at any time. No role has a password here; those that log in get theirs
-- from the secrets file. New tables are granted to nobody, as on projects since 2026-10-30.

-- Roles of the whole server.
do $roles$
declare
  wanted text;
begin
  foreach wanted in array array[
    'postgres', 'anon', 'authenticated', 'service_role', 'authenticator',
    'supabase_auth_admin', 'supabase_storage_admin'
  ] loop
    if not exists (select from pg_catalog.pg_roles where rolname = wanted) then
      execute format('create role %I', wanted);
    end if;
  end loop;
end
$roles$;

-- Owner of the project's own tables, who runs the migrations: no superuser, but free of row level security.
alter role postgres with nosuperuser login inherit createdb createrole replication bypassrls;
-- What a request may become. service_role is the one that row level security does not bind.
alter role anon with nosuperuser nologin inherit nocreatedb nocreaterole noreplication nobypassrls;
alter role authenticated with nosuperuser nologin inherit nocreatedb nocreaterole noreplication nobypassrls;
alter role service_role with nosuperuser nologin inherit nocreatedb nocreaterole noreplication bypassrls;
-- Logins that hold no right of their own before they SET ROLE.
alter role authenticator with nosuperuser login noinherit nocreatedb nocreaterole noreplication nobypassrls;
-- Owners of the schemas auth and storage.
alter role supabase_auth_admin with nosuperuser login noinherit nocreatedb nocreaterole noreplication nobypassrls;
alter role supabase_storage_admin
  with nosuperuser login noinherit nocreatedb nocreaterole noreplication nobypassrls;

grant anon, authenticated, service_role to authenticator;
grant authenticator to supabase_storage_admin;
grant anon, authenticated, service_role to postgres with admin option;
grant pg_monitor, pg_read_all_data, pg_signal_backend to postgres;
-- A hosted project lets postgres write policies and triggers on tables of auth and storage through an
-- extension that is not available here; membership in their owners stands in for it.
grant supabase_auth_admin, supabase_storage_admin to postgres;

-- These apply at login only, never by SET ROLE.
alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';
alter role authenticator set statement_timeout = '8s';
alter role authenticator set lock_timeout = '8s';
alter role postgres set search_path = "$user", public, extensions;
alter role supabase_auth_admin set search_path = auth;
alter role supabase_storage_admin set search_path = storage;

-- This database.
do $database$
begin
  execute format('grant create, connect, temporary on database %I to postgres', current_database());
end
$database$;

alter schema public owner to postgres;
grant usage on schema public to anon, authenticated, service_role;

create schema if not exists extensions authorization postgres;
grant usage on schema extensions to anon, authenticated, service_role;
create extension if not exists pgcrypto with schema extensions;
create extension if not exists "uuid-ossp" with schema extensions;

create schema if not exists auth authorization supabase_auth_admin;
grant usage on schema auth to anon, authenticated, service_role, postgres;

create schema if not exists storage authorization supabase_storage_admin;
grant usage on schema storage to anon, authenticated, service_role, postgres;

-- Who is asking. The claims arrive as settings of the transaction; once a transaction has used them they are
-- the empty string, not null, for the rest of the connection, hence the nullif.
create or replace function auth.uid() returns uuid language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.sub', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
  )::uuid
$$;

create or replace function auth.role() returns text language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.role', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'
  )
$$;

create or replace function auth.email() returns text language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.email', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email'
  )
$$;

create or replace function auth.jwt() returns jsonb language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')
  )::jsonb
$$;

alter function auth.uid() owner to supabase_auth_admin;
alter function auth.role() owner to supabase_auth_admin;
alter function auth.email() owner to supabase_auth_admin;
alter function auth.jwt() owner to supabase_auth_admin;
grant execute on function auth.uid(), auth.role(), auth.email(), auth.jwt()
  to anon, authenticated, service_role, postgres;
