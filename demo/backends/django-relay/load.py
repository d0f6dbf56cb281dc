"""
200 polling clients for a minute: /usr/bin/python3 load.py --clients 200 --seconds 60

Starts a server of its own on a table of its own, with a chat for every two clients. Each client polls every 1.5 s, as a
page does while a call is under way; every 10 s one of the two sends a description of 4 kB, and the other confirms it.
Nothing is sent in the last 10 s, so that everything has to arrive.
"""

import argparse
import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import uuid

arguments = argparse.ArgumentParser()
arguments.add_argument("--clients", type=int, default=200)
arguments.add_argument("--seconds", type=float, default=60)
arguments.add_argument("--port", type=int, default=8765)
arguments.add_argument("--push", default="0", help="1: the server that can push; 0: plain views")
chosen = arguments.parse_args()

POLL, SEND_EVERY = 1.5, 10
took, delivered, failures, lock = {"poll": [], "send": [], "ack": []}, [], [], threading.Lock()


class Client:
    def __init__(self, user, chat, sends):
        self.user, self.chat, self.sends, self.cursor = user, chat, sends, None
        self.http = http.client.HTTPConnection("127.0.0.1", chosen.port, timeout=30)
        self.cookie = ""
        self.ask("GET", f"/login/?user={user}")
        self.token = re.search(r"csrftoken=([^;]+)", self.cookie).group(1)

    def ask(self, method, path, body=None):
        headers = {"Cookie": self.cookie, "Content-Type": "application/json"}
        if body is not None:
            headers["X-CSRFToken"] = self.token
        self.http.request(method, path, None if body is None else json.dumps(body), headers)
        answer = self.http.getresponse()
        text = answer.read()
        given = [value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
        self.cookie = "; ".join(given) or self.cookie
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status}")
        return json.loads(text)

    def timed(self, what, *request):
        start = time.perf_counter()
        answer = self.ask(*request)
        with lock:
            took[what].append(time.perf_counter() - start)
        return answer

    def poll(self):
        after = "" if self.cursor is None else f"?after={self.cursor}"
        answer = self.timed("poll", "GET", f"/api/p2p/{self.chat}/signals/{after}")
        self.cursor = answer["cursor"]
        ids = [signal["id"] for signal in answer["signals"]]
        with lock:
            delivered.extend(time.time() - signal["payload"]["sent_at"] for signal in answer["signals"])
        if ids:
            self.timed("ack", "POST", f"/api/p2p/{self.chat}/ack/", {"ids": ids})

    def send(self):
        payload = {"sent_at": time.time(), "offer": {"type": "offer", "sdp": "x" * 4000}}
        body = {"chat_id": self.chat, "type": "webrtc.offer", "payload": payload, "signal_id": str(uuid.uuid4())}
        self.timed("send", "POST", "/api/p2p/send-signal/", body)

    def run(self, until, offset):
        time.sleep(offset)
        # a call is offered to those only who have fetched
        next_send = time.time() + 2 * POLL + SEND_EVERY * offset / POLL
        while time.time() < until:
            start = time.time()
            try:
                if self.sends and next_send <= start < until - SEND_EVERY:
                    next_send += SEND_EVERY
                    self.send()
                self.poll()
            except Exception as error:
                with lock:
                    failures.append(str(error))
                self.http.close()
            time.sleep(max(0, POLL - (time.time() - start)))


def health():
    connection = http.client.HTTPConnection("127.0.0.1", chosen.port, timeout=30)
    connection.request("GET", "/healthz")
    return json.loads(connection.getresponse().read())


def ms(values, share):
    return f"{sorted(values)[min(len(values) - 1, int(len(values) * share))] * 1000:.0f} ms" if values else "none"


def main(database):
    env = {**os.environ, "DATABASE": database, "DEMO_LOGIN": "1", "COUNT_QUERIES": "1", "LOG_LEVEL": "WARNING"}
    env.update(DEMO_PAIRS=str(chosen.clients // 2), PUSH=chosen.push)
    command = [sys.executable, "serve.py", "--port", str(chosen.port)]
    quiet = subprocess.DEVNULL
    here = os.path.dirname(os.path.abspath(__file__))
    server = subprocess.Popen(command, env=env, cwd=here, stdout=quiet, stderr=quiet)
    try:
        for _ in range(600):
            try:
                health()
                break
            except OSError:
                time.sleep(0.2)
        # chat 1 is Tariq's and Sara's
        clients = [Client(1001 + n, 2 + n // 2, n % 2 == 0) for n in range(chosen.clients)]
        before, start = health()["queries"], time.time()
        until = start + chosen.seconds
        offsets = [POLL * n / chosen.clients for n in range(chosen.clients)]
        threads = [threading.Thread(target=c.run, args=(until, o)) for c, o in zip(clients, offsets)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds, queries = time.time() - start, health()["queries"] - before
    finally:
        server.terminate()
        server.wait()
    requests = sum(len(values) for values in took.values())
    print(f"{chosen.clients} clients, {seconds:.0f} s: {requests} requests, {requests / seconds:.0f} a second")
    print(f"{queries} queries, {queries / requests:.1f} a request; {len(failures)} failures {failures[:3]}")
    for what, values in took.items():
        print(f"{what}: {len(values)}, median {ms(values, 0.5)}, 95 % {ms(values, 0.95)}, most {ms(values, 1)}")
    sent = len(took["send"])
    print(f"delivered {len(delivered)} of {sent}, median {ms(delivered, 0.5)}, 95 % {ms(delivered, 0.95)}")


with tempfile.TemporaryDirectory() as folder:
    main(os.path.join(folder, "db.sqlite3"))
