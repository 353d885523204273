"""Shared by every test: the reference data loaded once, the cast, and clients signed in as one of its officers."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from lienket.accounts.models import Officer
from lienket.accounts.tests.cast import Cast, build_cast
from lienket.localities.models import Locality
from lienket.localities.reference import load_reference


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--with-database`: what knows no database is not run again on a second one."""
    parser.addoption("--with-database", action="store_true", help="only the tests that open the site's database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out tests without a database when asked to."""
    if not config.getoption("--with-database"):
        return
    parted: dict[bool, list[pytest.Item]] = {True: [], False: []}
    for item in items:
        parted[_opens_database(item)].append(item)
    config.hook.pytest_deselected(items=parted[False])
    items[:] = parted[True]


def _opens_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(fixtures) or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:  # noqa: ARG001 - extends the plugin's own
    """Localities, sectors and types of agency are there once for all tests, and so is the shared cache's table."""
    with django_db_blocker.unblock():
        call_command("createcachetable", verbosity=0)
        load_reference()


@pytest.fixture(autouse=True)
def reference_data(request: pytest.FixtureRequest) -> None:
    """Tests that really commit empty the tables behind them: load the reference data again for the next of their kind."""
    marker = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(request.fixturenames)
    if commits or (marker and marker.kwargs.get("transaction")):
        request.getfixturevalue("transactional_db")
        cache.clear()
        if not Locality.objects.exists():
            load_reference()


@pytest.fixture
def cast(db: None) -> Cast:  # noqa: ARG001 - opens the database
    """Hà Nội, Hà Tĩnh, and Ninh Bình who is a stranger to both; see lienket/accounts/tests/cast.py."""
    return build_cast()


@pytest.fixture(scope="module")
def module_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:  # noqa: ARG001 - needs the tables
    """What the tests of one module share lives in a transaction around them all, taken back behind the last; each test has a savepoint in it.

    Not for modules with tests that really commit.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def module_cast(module_database: None) -> Cast:  # noqa: ARG001 - opens the database
    """The cast of a module whose tests share what they look at; such a module returns it as its own `cast`."""
    return build_cast()


@pytest.fixture
def client_of(db: None) -> Callable[[Officer], Client]:  # noqa: ARG001 - opens the database
    """A browser in which this officer is signed in: `client_of(cast.hn.desk).get(…)`."""

    def sign_in(officer: Officer) -> Client:
        client = Client()
        client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
