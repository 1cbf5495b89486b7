/** Where a file is cut; every expectation was recorded by the Supabase CLI 3.1.0 itself. */
import { describe, expect, it } from "vitest";
import { splitSql } from "#db/split-sql.ts";

describe("a semicolon ends a statement", () => {
  it.each<[string, string, readonly string[]]>([
    ["between statements", "select 1;\n\nselect 2;\n", ["select 1", "select 2"]],
    ["at the end or not", "select 1", ["select 1"]],
    ["doubled", "do $$ begin null; end $$;;", ["do $$ begin null; end $$"]],
    [
      "with Windows line ends",
      "create table d (id int);\r\n\r\n-- x\r\nselect 1;   \n",
      ["create table d (id int)", "-- x\r\nselect 1"],
    ],
    [
      "after a comment, which stays with what follows",
      "-- a; b\nselect 1; -- c\nselect 2;",
      ["-- a; b\nselect 1", "-- c\nselect 2"],
    ],
    ["after nothing but a comment", "select 1;\n-- end", ["select 1", "-- end"]],
  ])("%s", (_name, sql, expected) => {
    expect(splitSql(sql)).toEqual(expected);
  });
});

describe("it does not inside", () => {
  it.each([
    ["a string", "select ';', 'it''s; ok'"],
    ["a string with backslashes", String.raw`select e'\';x', E'a\\'`],
    ["a plain string that ends with a backslash", String.raw`select 'x\'`],
    ["an identifier", 'create table "a;""b" (id int, "end" int)'],
    ["a dollar-quoted body", "do $body$ begin perform $q$;$q$; end $body$"],
    ["a dollar-quoted body with another tag in it", "select $a$ $b$ ; $b$ $a$, $$ a $x$ ; $$"],
    ["nested comments", "/* a ; /* b ; */ c ; */ select 1"],
    ["parentheses", "create rule r as on insert to t do also (select 1; select 2)"],
    [
      "a begin atomic body",
      "create function g(a int) returns int language sql begin atomic select a; select case when a > 1 then 2 end; end",
    ],
    ["a begin atomic body in capitals", "create procedure p() language sql BEGIN ATOMIC values (1); END"],
    ["what looks like a dollar quote in a name", "select 1 as x$y$z"],
    ["text beyond ASCII", `select '日本;語' as "名;前"`],
  ])("%s", (_name, sql) => {
    expect(splitSql(`${sql};\nselect 2;`)).toEqual([sql, "select 2"]);
  });
});

it("begin as a name or command opens no body", () => {
  expect(splitSql('begin; select 1 as "begin", 2 atomic_x; commit;')).toEqual([
    "begin",
    'select 1 as "begin", 2 atomic_x',
    "commit",
  ]);
});
