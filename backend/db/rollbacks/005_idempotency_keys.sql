-- Takes back 005_idempotency_keys.sql. Only the memory of repeated requests is lost.

drop table public.idempotency_keys;
