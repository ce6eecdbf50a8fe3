"""The beginning of a confined process: limits itself, shuts the network, and runs the module that
its arguments name. It runs by itself, without the site's settings."""

import resource
import runpy
import sys
from pathlib import Path

NETWORK = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.")


def forbid_network(event: str, _arguments: object) -> None:
    """No reader needs it; one that is led to use it by a file stops here."""
    if event.startswith(NETWORK):
        raise PermissionError(event)


def confine(cpu_seconds: int, memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    sys.addaudithook(forbid_network)


if __name__ == "__main__":
    _name, module, cpu_seconds, memory = sys.argv
    confine(int(cpu_seconds), int(memory))
    sys.path.append(str(Path(__file__).parents[2]))  # last: the standard library goes first
    runpy.run_module(module, run_name="__main__")
