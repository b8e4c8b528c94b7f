from folkmoot.edges.cli.commands.migrate import migrate_all
from folkmoot.edges.cli.commands.policy import publish_configured, refuse_unusable
from folkmoot.edges.cli.site import set_up
from folkmoot.infra.config import current


def prepare() -> None:
    """What `folkmoot run` has done before it starts anything: the policy is checked, the databases are migrated,
    the policy is published where its version is new.
    """
    set_up()
    refuse_unusable(current().policy)
    migrate_all()
    publish_configured()
