import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands before a server on this machine, and can be shut: then connections are refused at once, as where nothing listens. */
export interface Gate {
  readonly port: number;
  /** Connections that were tried while it was shut. */
  readonly refused: number;
  open(): void;
  shut(): void;
  close(): Promise<void>;
}

export async function gateTo(port: number): Promise<Gate> {
  let [isOpen, refused] = [true, 0];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    if (!isOpen) {
      refused++;
      socket.destroy();
      return;
    }
    const inner = connect(port, '127.0.0.1');
    inner.on('error', () => socket.destroy()).on('close', () => socket.destroy());
    socket.on('close', () => inner.destroy());
    socket.pipe(inner).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port, // a TCP server has one
    get refused() {
      return refused;
    },
    open: () => void (isOpen = true),
    shut() {
      isOpen = false;
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
