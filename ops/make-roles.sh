#!/bin/sh
# Makes the two roles and the database of Redress at the first start of the postgres image.
# 在 postgres 镜像首次启动时创建 Redress 的两个角色和数据库。
set -eu
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres \
  -v owner="$(cat /run/secrets/owner_password)" -v app="$(cat /run/secrets/app_password)" <<'SQL'
create role redress_owner login password :'owner';
create role redress_app login password :'app';
create database redress owner redress_owner encoding 'UTF8' template template0;
SQL
