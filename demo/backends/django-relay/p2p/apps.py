from django.apps import AppConfig
from django.db.backends.signals import connection_created


def write_ahead(sender, connection, **kwargs):
    """SQLite alone: readers then do not wait for writers."""
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA journal_mode=WAL")


class P2PConfig(AppConfig):
    name = "p2p"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        connection_created.connect(write_ahead)
