"""The commands of `folkmoot`, in the order in which an operator meets them."""

import typer

from folkmoot.edges.cli.commands import (
    backup,
    create_account,
    demo,
    doctor,
    imports,
    init,
    integrity,
    log,
    migrate,
    policy,
    prepare,
    restore,
    run,
    search,
    simulate,
    streaming,
    transparency,
    web,
    worker,
)

app = typer.Typer(
    name="folkmoot",
    help="Folkmoot: a social network that a community runs for itself, with its rules in the open.",
    epilog="Settings come from FOLKMOOT_… variables and folkmoot.toml in the data folder; "
    "`folkmoot doctor --settings` lists them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
app.command("init")(init.init)
app.command("run")(run.run)
app.command("demo")(demo.demo)
app.command("doctor")(doctor.doctor)
app.command("migrate")(migrate.migrate)
app.command("create-account")(create_account.create_account)
app.command("backup")(backup.backup)
app.command("restore")(restore.restore)
app.add_typer(policy.app, name="policy")
app.add_typer(integrity.app, name="integrity")
app.add_typer(imports.app, name="import")
app.add_typer(search.app, name="search")
app.add_typer(simulate.app, name="simulate")
app.add_typer(log.app, name="log")
app.add_typer(transparency.app, name="transparency")
app.command("prepare", hidden=True)(prepare.prepare)
app.command("web", hidden=True)(web.web)
app.command("streaming", hidden=True)(streaming.streaming)
app.command("worker", hidden=True)(worker.worker)
