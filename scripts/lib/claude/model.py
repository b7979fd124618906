"""A scripted model: answers the Messages API on loopback turn by turn and keeps what it was asked."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Model:
    """One worker's model. `turns` are dicts with `text` and `bash`, consumed by requests that offer the Bash tool."""

    def __init__(self, turns):
        self.turns = list(turns)
        self.requests = []
        self.lock = threading.Lock()
        model = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *words):
                pass

            def do_HEAD(self):
                self.send_response(200)
                self.send_header("content-length", "0")
                self.end_headers()

            def do_GET(self):
                self.answer(404, {"type": "error", "error": {"type": "not_found_error", "message": self.path}})

            def do_POST(self):
                size = int(self.headers.get("content-length") or 0)
                request = json.loads(self.rfile.read(size) or b"{}")
                if "count_tokens" in self.path:
                    return self.answer(200, {"input_tokens": 1})
                if not self.path.startswith("/v1/messages"):
                    return self.do_GET()
                message = model.message(request)
                if request.get("stream"):
                    self.stream(message)
                else:
                    self.answer(200, message)

            def answer(self, status, value):
                data = json.dumps(value).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def stream(self, message):
                self.send_response(200)
                self.send_header("content-type", "text/event-stream")
                self.send_header("connection", "close")
                self.end_headers()
                for kind, value in events(message):
                    data = json.dumps({"type": kind, **value})
                    self.wfile.write(f"event: {kind}\ndata: {data}\n\n".encode())
                self.wfile.flush()
                self.close_connection = True

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def message(self, request):
        """The next turn as a message of the API."""
        with self.lock:
            self.requests.append(request)
            number = len(self.requests)
            offered = any(tool.get("name") == "Bash" for tool in request.get("tools", []))
            turn = self.turns.pop(0) if offered and self.turns else {"text": "done"}
        content = [{"type": "text", "text": turn["text"]}] if "text" in turn else []
        if "bash" in turn:
            call = {"command": turn["bash"], "description": "scripted"}
            content.append({"type": "tool_use", "id": f"toolu_{number:06}", "name": "Bash", "input": call})
        return {
            "id": f"msg_{number:06}",
            "type": "message",
            "role": "assistant",
            "model": request.get("model", "scripted"),
            "content": content,
            "stop_reason": "tool_use" if "bash" in turn else "end_turn",
            "stop_sequence": None,
            "usage": {"input_tokens": 1, "output_tokens": 1},
        }

    def was_told(self, words):
        """Whether `words` stood in some request."""
        with self.lock:
            return any(words in json.dumps(request) for request in self.requests)


def events(message):
    """A message in the pieces in which a stream brings it."""
    start = {**message, "content": [], "stop_reason": None}
    yield "message_start", {"message": start}
    for index, block in enumerate(message["content"]):
        if block["type"] == "text":
            empty, delta = {**block, "text": ""}, {"type": "text_delta", "text": block["text"]}
        else:
            empty = {**block, "input": {}}
            delta = {"type": "input_json_delta", "partial_json": json.dumps(block["input"])}
        yield "content_block_start", {"index": index, "content_block": empty}
        yield "content_block_delta", {"index": index, "delta": delta}
        yield "content_block_stop", {"index": index}
    end = {"stop_reason": message["stop_reason"], "stop_sequence": None}
    yield "message_delta", {"delta": end, "usage": {"output_tokens": 1}}
    yield "message_stop", {}
