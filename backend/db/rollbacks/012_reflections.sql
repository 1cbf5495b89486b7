-- Takes back 012_reflections.sql. What a model wrote is not the writer's word, and can be asked for again.

drop table public.entry_reflections;
drop function echo.stamp_entry_reflection();
