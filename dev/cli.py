"""The commands of the tool."""

import argparse
import errno
import os
import sys
import traceback

from . import processes, progress, signals
from .errors import SetupError

_INTERRUPTED = 130


def run(arguments):
    """Run one command; return its exit code. Errors are one line on stderr."""
    options = _parser().parse_args(arguments)
    signals.handle_signals()
    try:
        return options.command(options) or 0
    except SetupError as error:
        return _complain(error)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has left; so does this.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        reason = _explain(error)
        return _complain(reason) if reason else _unexpected(error)
    except Exception as error:
        return _unexpected(error)


def _complain(message):
    print(f"error: {message}", file=sys.stderr, flush=True)
    return 1


def _explain(error):
    """Say what to do about an error of the machine, or nothing."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full: free some space and run this again"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS) and error.filename:
        return (
            f"{error.filename} cannot be written: run this as a user who may, on a"
            " checkout (and XDG_CACHE_HOME) of one's own"
        )
    return None


def _unexpected(error):
    text = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    try:
        path = processes.log_file("error")
        path.write_text(traceback.format_exc())
    except OSError:
        return _complain(f"{text} (unexpected; please report it)")
    return _complain(f"{text} (unexpected; please report it with {path})")


def _parser():
    parser = argparse.ArgumentParser(prog="python3 -m dev", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")

    def add(name, function):
        command = commands.add_parser(name, help=function.__doc__)
        command.set_defaults(command=function)
        return command

    add("setup", setup)
    add("demo", demo).add_argument(
        "--once", action="store_true", help="play one order through, then end"
    )
    add("test", test).add_argument("arguments", nargs="*", metavar="pytest argument")
    add("screenshots", screenshots)
    add("coverage", coverage)
    add("chaos", chaos).add_argument("arguments", nargs="*", metavar="argument")
    add("bench", bench).add_argument("arguments", nargs="*", metavar="argument")
    add("bench-cluster", bench_cluster).add_argument(
        "arguments", nargs="*", metavar="argument"
    )
    add("profile", profile).add_argument("arguments", nargs="*", metavar="argument")
    add("lint", lint)
    add("shell", shell)
    add("translations", translations)
    add("python", python)
    add("run", run_command).add_argument("arguments", nargs="+", metavar="command")
    add("clean", clean)
    add("distclean", distclean)
    return parser


def setup(options):
    """get everything and make the databases, without starting anything"""
    from . import chromium, workspace

    with workspace.opened() as space:
        space.databases.addon()
    chromium.ensure()
    progress.line("Ready.")


def demo(options):
    """start the sandbox shop and Odoo, import the orders"""
    from . import demo

    return demo.run(once=options.once)


def test(options):
    """run the tests"""
    from . import testing

    return testing.run(options.arguments)


def screenshots(options):
    """take the pictures of README and Apps page"""
    from . import screenshots

    return screenshots.run()


def coverage(options):
    """run the tests, and say which statements of the addon none of them runs"""
    from . import testing

    return testing.run([], coverage=True)


def chaos(options):
    """make the connector fail in every way known, and count what that does"""
    from . import chaos

    return chaos.run(options.arguments)


def bench(options):
    """measure what the connector costs, beside what Odoo's ORM itself does"""
    from . import bench

    return bench.run(options.arguments)


def bench_cluster(options):
    """import with one Odoo server and with two, and compare what comes of it"""
    from . import bench_cluster

    return bench_cluster.run(options.arguments)


def profile(options):
    """show where the time of an import goes"""
    from . import profile

    return profile.run(options.arguments)


def lint(options):
    """run ruff and pylint-odoo"""
    from . import linting

    return linting.run()


def translations(options):
    """write the template of the translations, and merge it into each language"""
    from . import translations

    return translations.run()


def shell(options):
    """open Odoo's shell on the demo database"""
    from . import shell

    return shell.run()


def python(options):
    """print the path of the virtual environment's Python"""
    from . import venv

    progress.use_stderr()
    print(venv.ensure().python)


def run_command(options):
    """run a command in the virtual environment, PostgreSQL running"""
    from . import workspace

    with workspace.opened() as space:
        return processes.call(options.arguments, space.odoo.environment())


def clean(options):
    """remove what this checkout made"""
    from . import cleaning

    cleaning.clean()


def distclean(options):
    """remove what this checkout made, and the cache"""
    from . import cleaning

    cleaning.distclean()
