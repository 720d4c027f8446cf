"""A far end for benchmarks: takes any call of Slack's Web API, and answers it after a while: `... far_end MS`.

It prints its port. It speaks just enough HTTP, so that what is measured is whoever calls.
"""

import asyncio
import itertools
import json
import sys

STAMPS = itertools.count(1)


async def answered(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, pause: float) -> None:
    """Answer the requests of one connection, one after the other."""
    while head := await reader.readuntil(b"\r\n\r\n"):
        length = next(line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length"))
        body = await reader.readexactly(int(length))
        asked = json.loads(body) if body.startswith(b"{") else {}
        await asyncio.sleep(pause)
        answer = {"ok": True, "channel": f"D{asked.get('channel')}", "ts": f"{next(STAMPS):010}.000000"}
        text = json.dumps(answer | {"message": {"text": asked.get("text"), "blocks": asked.get("blocks")}}).encode()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(text))
        writer.write(text)


async def main(pause: float) -> None:
    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await answered(reader, writer, pause)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1]) / 1000))
