import typer

from folkmoot.edges.cli.commands import hashes

app = typer.Typer(help="Signals for moderators: hash banks.", no_args_is_help=True)
app.add_typer(hashes.app, name="hashes")
