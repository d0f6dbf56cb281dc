"""Counts database queries, for load.py and /healthz: with COUNT_QUERIES=1 it is in MIDDLEWARE."""

from django.db import connection


def count_queries(get_response):
    def counted(execute, sql, params, many, context):
        count_queries.total += 1
        return execute(sql, params, many, context)

    def middleware(request):
        with connection.execute_wrapper(counted):
            return get_response(request)

    return middleware


count_queries.total = 0
