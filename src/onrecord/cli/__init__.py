"""The command line: a thin shell over the stages. What goes wrong is told in one line, with exit code 2."""

from __future__ import annotations

import os
import sys

from onrecord.cli.app import app
from onrecord.errors import OnrecordError

__all__ = ["app", "main"]

FAILED = 2
INTERRUPTED = 130  # 128 + SIGINT, as shells report it


def main() -> None:
    """Run the command line and exit with its status."""
    try:
        try:
            app()
        finally:
            sys.stdout.flush()  # what the disk has no room for is told here, not by the interpreter as it ends
    except OnrecordError as error:
        fail(str(error))
    except BrokenPipeError:  # whoever read our output has read enough
        _drop_output()
        sys.exit(0)
    except OSError as error:
        _drop_output()
        fail(f"{error.filename or 'output'}: {error.strerror}; nothing more was written")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _drop_output() -> None:
    """What is still to be written goes nowhere, so that the end of the program does not try again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def fail(sentence: str) -> None:
    """Say one line on stderr and exit with 2."""
    print("onrecord:", " ".join(sentence.split()), file=sys.stderr)
    sys.exit(FAILED)
