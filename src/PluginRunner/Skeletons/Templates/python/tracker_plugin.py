"""Evidence Plugin Protocol 1.0 with Python's standard library: JSON-RPC 2.0 over standard input and output.

Copy this file beside your plugin; nothing in it is about your evidence. Your plugin has no network: what it needs
from the web it asks the host for with host.fetch.
"""

import base64
import json
import sys

PROTOCOL = "1.0"
LARGEST_MESSAGE = 1024 * 1024


class Refused(Exception):
    """The host refused a request; code and message say why."""

    def __init__(self, error):
        super().__init__(error.get("message", "refused"))
        self.code = error.get("code")
        self.data = error.get("data")


class Wrong(Exception):
    """What a person filled in is not taken: they see the words at that field. Raise it in submit."""

    def __init__(self, field, words):
        super().__init__(words)
        self.field = field


class SourceUnusable(Exception):
    """What a source answered is not what the plugin reads: the run fails, by that name. Raise it in collect."""


class Fetched:
    """What a fetch brought: status, headers (lower-case names), address after redirects, sha256, body (bytes)."""

    def __init__(self, answer, body):
        self.status = answer["status"]
        self.headers = {name.lower(): value for name, value in answer.get("headers", {}).items()}
        self.address = answer["address"]
        self.sha256 = answer.get("sha256")
        self.body = body

    def source(self, **more):
        """This fetch as a draft's source: source(page="3") or source(quotation="...")."""
        return {"sha256": self.sha256, "address": self.address, **more}


class Host:
    """The host, as the plugin sees it."""

    def __init__(self, connection):
        self._connection = connection

    def fetch(self, address, method="GET", headers=None, body=None):
        asked = {"method": method, "address": address, "headers": headers or {}}
        if body is not None:
            asked["body"] = base64.b64encode(body).decode("ascii")
        answer = self._connection.ask("fetch", asked)
        body = base64.b64decode(answer.get("body") or "")
        while len(body) < answer.get("length", len(body)):
            part = self._connection.ask("fetchPart", {"sha256": answer["sha256"], "offset": len(body)})
            body += base64.b64decode(part["body"])
        return Fetched(answer, body)

    def evidence(self, draft):
        """Proposes evidence. Returns the outcome: accepted, unchanged, revised or refused (with rule and reason)."""
        return self._connection.ask("evidence", {"draft": draft})

    def log(self, text, level="info"):
        self._connection.tell("log", {"level": level, "text": text})

    def progress(self, done, of=None, text=None):
        self._connection.tell("progress", {"done": done, "of": of, "text": text})


class Connection:
    def __init__(self, source, sink):
        self._source, self._sink, self._last = source, sink, 0

    def read(self):
        length = None
        while True:
            line = self._source.readline(257)
            if not line:
                return None
            if line == b"\r\n":
                break
            name, _, value = line.partition(b":")
            if name.strip().lower() == b"content-length":
                length = int(value)
        if length is None or length > LARGEST_MESSAGE:
            raise ValueError("a message without a length, or too large")
        return json.loads(self._source.read(length))

    def write(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode("utf-8")
        self._sink.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._sink.flush()

    def tell(self, method, params):
        self.write({"method": method, "params": {name: value for name, value in params.items() if value is not None}})

    def ask(self, method, params):
        self._last += 1
        self.write({"id": self._last, "method": method, "params": params})
        while (message := self.read()) is not None:
            if "method" not in message and message.get("id") == self._last:
                if "error" in message:
                    raise Refused(message["error"])
                return message["result"]
        raise SystemExit("the host is gone")


def run(plugin, name, version):
    """Answers the host until it says shutdown. The plugin is an object with collect(host, params), and, where the
    manifest says so, receive, fields, submit, check. Its settings are in plugin.settings."""
    connection = Connection(sys.stdin.buffer, sys.stdout.buffer)
    sys.stdout = sys.stderr  # a stray print must not end up between the messages
    host = Host(connection)
    while (message := connection.read()) is not None:
        method, params = message.get("method"), message.get("params") or {}
        if method is None or "id" not in message:
            continue
        if method == "shutdown":
            connection.write({"id": message["id"], "result": {}})
            return
        try:
            if method == "initialize":
                plugin.settings = params.get("settings") or {}
                plugin.locale = params.get("locale")
                result = {"protocol": PROTOCOL, "name": name, "version": version}
            elif method in ("collect", "receive", "fields", "submit", "check") and hasattr(plugin, method):
                result = getattr(plugin, method)(host, params) or {}
            else:
                connection.write({"id": message["id"], "error": {"code": -32601, "message": f"no method {method}"}})
                continue
            connection.write({"id": message["id"], "result": result})
        except Wrong as wrong:
            connection.write({"id": message["id"], "error": {"code": -32602, "message": str(wrong), "data": {"field": wrong.field}}})
        except SourceUnusable as unusable:
            connection.write({"id": message["id"], "error": {"code": -32004, "message": str(unusable)}})
        except Refused as refused:
            connection.write({"id": message["id"], "error": {"code": -32000, "message": str(refused)}})
        except Exception as error:  # the run fails with words; the host decides when to try again
            connection.write({"id": message["id"], "error": {"code": -32603, "message": f"{type(error).__name__}: {error}"}})
