package minqing.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A line to the application that can be pulled out and put back: what goes on in a browser apart from its pages, such as a
 * service worker, has no network then either. The application is at {@link #port()} as long as it is plugged in.
 */
public final class Cable implements AutoCloseable {

    private final int application;
    private final int port;
    private final Set<Socket> lines = ConcurrentHashMap.newKeySet();
    private ServerSocket plug;

    public Cable(int application) throws IOException {
        this.application = application;
        this.plug = open(0);
        this.port = plug.getLocalPort();
        serve(plug);
    }

    public int port() {
        return port;
    }

    public void pull() throws IOException {
        plug.close();
        for (Socket line : lines) {
            line.close();
        }
    }

    public void putBack() throws IOException {
        plug = open(port);
        serve(plug);
    }

    @Override
    public void close() throws IOException {
        pull();
    }

    private static ServerSocket open(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    private void serve(ServerSocket socket) {
        background(() -> {
            while (!socket.isClosed()) {
                Socket here = socket.accept();
                Socket there = new Socket(InetAddress.getLoopbackAddress(), application);
                lines.add(here);
                lines.add(there);
                background(() -> pass(here, there));
                background(() -> pass(there, here));
            }
        });
    }

    private void pass(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } finally {
            lines.remove(from);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void background(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException pulled) {
                        // That is what it is for.
                    }
                },
                "cable");
        thread.setDaemon(true);
        thread.start();
    }
}
