"""Odoo servers on one database, with a load balancer before them."""

import os
import re
import sys
import time
from pathlib import Path

import psutil

from dev import client, ports, processes

from .balancer import Balancer

# Jobs that one server works at: one waits for Big Cartel or PostgreSQL, one computes.
JOBS_EACH = 2
_PATIENCE = 120
_READY = re.compile("queue job runner ready for db")


class Servers:
    """A context manager; on entering, all answer and one of them hands out jobs.

    :param int count: how many
    :param str config: path of Odoo's configuration file
    :param str database: name
    :param str log: path; each server has a log of its own beside it
    :ivar pids: process ids, in the order in which they were started
    :ivar seconds_to_start: how long it took
    """

    def __init__(self, count, config, database, log):
        self._ports = [ports.free() for _number in range(count)]
        self._balancer = Balancer(self._ports)
        self._config, self._database = config, database
        log = Path(log)
        self._logs = [
            log.with_name(f"{log.stem}-server-{number}.log")
            for number in range(1, count + 1)
        ]
        self._processes = []

    @property
    def pids(self):
        return [process.pid for process in self._processes]

    def kill_leader(self):
        """Kill the server that hands out the jobs, whatever it is doing."""
        leading = (bool(_READY.search(log.read_text())) for log in self._logs)
        for process, leads in zip(self._processes, leading, strict=True):
            if leads:
                process.kill()
                process.wait()

    def get_cpu_seconds(self):
        """Return how long each of those that run has computed so far."""
        times = [
            psutil.Process(process.pid).cpu_times()
            for process in self._processes
            if process.poll() is None
        ]
        return [round(cpu.user + cpu.system, 1) for cpu in times]

    def __enter__(self):
        began = time.monotonic()
        self._balancer.__enter__()
        try:
            for port, log in zip(self._ports, self._logs, strict=True):
                self._processes.append(self._start(port, log))
            for port in self._ports:
                self._wait(
                    lambda port=port: client.answers(
                        f"http://127.0.0.1:{port}/web/health"
                    )
                )
            self._wait(
                lambda: any(_READY.search(log.read_text()) for log in self._logs)
            )
        except BaseException:
            self.__exit__()
            raise
        self.seconds_to_start = time.monotonic() - began
        return self

    def __exit__(self, *exc):
        for process in self._processes:
            processes.stop(process)
        self._balancer.__exit__()

    def _start(self, port, log):
        command = [
            *(sys.executable, "-m", "odoo", "server", "-c", self._config),
            *("-d", self._database, f"--http-port={port}"),
            # Scheduled actions run when the benchmark says so.
            *("--max-cron-threads=0", "--load=base,rpc,web,queue_job"),
            *("--log-level=warn", "--log-handler=odoo.addons.queue_job:INFO"),
        ]
        jobs = JOBS_EACH * len(self._ports)
        env = {
            **os.environ,
            "ODOO_QUEUE_JOB_CHANNELS": f"root:{jobs},root.bigcartel:{jobs}",
            "ODOO_QUEUE_JOB_HOST": "127.0.0.1",
            "ODOO_QUEUE_JOB_PORT": str(self._balancer.port),
        }
        with open(log, "w") as output:
            return processes.start(command, stdout=output, stderr=output, env=env)

    def _wait(self, ready):
        ends = time.monotonic() + _PATIENCE
        while not ready():
            ended = [process for process in self._processes if process.poll()]
            if ended or time.monotonic() > ends:
                raise RuntimeError(f"a server does not start: see {self._logs[0]}")
            time.sleep(0.1)
