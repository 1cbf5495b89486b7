-- Takes back 004_entry_search.sql. The extensions stay: something else may use them.

drop function echo.tagged_entry_ids(text);
drop function echo.search_entry_ids(text);
drop index public.entries_tags;
drop index public.entries_search;
drop function echo.search_text(text);
