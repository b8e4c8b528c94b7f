from folkmoot.edges.cli.commands.migrate import migrate_all
from folkmoot.edges.cli.commands.policy import refuse_unusable
from folkmoot.edges.cli.site import set_up
from folkmoot.infra.config import current


def prepare() -> None:
    """What `folkmoot run` has done before it starts anything: the policy is checked, the databases are migrated."""
    set_up()
    refuse_unusable(current().policy)
    migrate_all()
