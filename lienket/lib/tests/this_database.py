"""The environment in which another process uses the tests' own database."""

import os
from urllib.parse import quote

from django.db import connection


def environment_of_this_database() -> dict[str, str]:
    """DATABASE_URL and the settings; a PostgreSQL socket's folder is a host with slashes, so it is quoted."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{given['NAME']}"
    else:
        user, host = quote(given["USER"], safe=""), quote(given["HOST"], safe="")
        password = f":{quote(given['PASSWORD'], safe='')}" if given["PASSWORD"] else ""
        port = f":{given['PORT']}" if given["PORT"] else ""
        url = f"postgres://{user}{password}@{host}{port}/{given['NAME']}"
    return os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "lienket.settings"}
