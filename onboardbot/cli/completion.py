"""`onboardbot completion`: let the shell complete commands and options."""

import click
from click.shell_completion import get_completion_class

from onboardbot.cli.examples import examples

SHELLS = ("bash", "zsh", "fish")


@click.command(
    "completion",
    epilog=examples(
        "onboardbot completion bash >> ~/.bashrc",
        "onboardbot completion zsh >> ~/.zshrc",
        "onboardbot completion fish > ~/.config/fish/completions/onboardbot.fish",
    ),
)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print what makes your shell complete commands and options."""
    kind = get_completion_class(shell)
    if kind is None:
        context.fail(f"{shell} is not known")
    click.echo(kind(context.find_root().command, {}, "onboardbot", "_ONBOARDBOT_COMPLETE").source())
