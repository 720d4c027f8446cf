"""The command line: each command imports what it needs, so that `check` and `preview` answer at once."""

import importlib

import click

COMMANDS = {
    "check": "onboardbot.cli.check:command",
    "preview": "onboardbot.cli.preview:command",
    "simulate": "onboardbot.cli.simulate:command",
    "signals": "onboardbot.cli.signals:command",
    "demo": "onboardbot.cli.demo:command",
    "run": "onboardbot.cli.run:command",
    "import": "onboardbot.cli.people:import_command",
    "status": "onboardbot.cli.status:command",
    "failures": "onboardbot.cli.failures:command",
    "report": "onboardbot.cli.report:command",
    "pause": "onboardbot.cli.people:pause_command",
    "resume": "onboardbot.cli.people:resume_command",
    "end": "onboardbot.cli.people:end_command",
    "leave": "onboardbot.cli.people:leave_command",
    "my-data": "onboardbot.cli.mydata:command",
    "erase": "onboardbot.cli.erase:command",
    "sandbox": "onboardbot.cli.sandbox:command",
    "doctor": "onboardbot.cli.doctor:command",
    "backup": "onboardbot.cli.backup:command",
    "db": "onboardbot.cli.db:command",
    "completion": "onboardbot.cli.completion:command",
}


class Lazy(click.Group):
    """A group that imports a command when it is called, or when help lists it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command = getattr(importlib.import_module(module), name)
        return command if isinstance(command, click.Command) else None


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="onboardbot")
def main() -> None:
    """An onboarding companion for Slack: playbooks in, good first weeks out."""
