-- Takes back 011_insights.sql. No content is lost: it only answered questions.
drop function echo.writer_today(uuid, timestamptz);
