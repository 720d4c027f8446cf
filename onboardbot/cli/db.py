"""`onboardbot db`: what an operator does with the database itself."""

import click

from onboardbot.cli.examples import examples


@click.group("db")
def command() -> None:
    """Look after the database."""


@command.command("new-key", epilog=examples("onboardbot db new-key"))
def new_key() -> None:
    """Print a new key for ONBOARDBOT_SECRET_KEY; what another key locked stays locked."""
    from cryptography.fernet import Fernet

    click.echo(Fernet.generate_key().decode())
