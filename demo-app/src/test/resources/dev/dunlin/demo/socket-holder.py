"""Does what systemd does with a socket unit: holds a listening socket, and starts programs with it as their input.

Says the port. Then for each line "start OUTPUT PROGRAM ARGUMENT...", separated by tabs, it starts the program and says
"started", and for each line "stop" it ends the one that was started first, and says its exit code.
"""

import socket
import subprocess
import sys

listening = socket.socket()
listening.bind(("127.0.0.1", 0))
listening.listen(1024)
print(listening.getsockname()[1], flush=True)

running = []
for line in sys.stdin:
    verb, *words = line.rstrip("\n").split("\t")
    if verb == "start":
        output = open(words[0], "wb")
        running.append(subprocess.Popen(words[1:], stdin=listening, stdout=output, stderr=output))
        print("started", flush=True)
    else:
        program = running.pop(0)
        program.terminate()
        print(program.wait(), flush=True)
for program in running:
    program.kill()
    program.wait()
