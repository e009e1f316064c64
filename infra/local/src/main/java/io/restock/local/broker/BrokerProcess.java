package io.restock.local.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Main of the broker's JVM: formats the folder of its argument, starts one KRaft node (broker and
 * controller) on free loopback ports, prints {@link #READY} with what it would take to start it
 * again, and stops when its standard input ends, which is also how it learns that its parent is
 * gone. Given such a line as arguments it starts that node again.
 */
final class BrokerProcess {
    /**
     * First word of the line that tells the parent that the broker takes requests; port,
     * controller's port and data folder follow.
     */
    static final String READY = "BROKER-READY";

    /** Where it listens. */
    static final String HOST = "127.0.0.1";

    /** User that may everything at a broker with logins. */
    static final String ADMIN = "admin";

    /** Environment variable with its password; without it nobody has to log in. */
    static final String ADMIN_PASSWORD = "RESTOCK_BROKER_ADMIN_PASSWORD";

    private static final String MECHANISM = "SCRAM-SHA-512";
    private static final int NODE = 1;

    /** A port found free can be taken before the broker binds it; another is tried then. */
    private static final int ATTEMPTS = 3;

    private BrokerProcess() {}

    public static void main(String[] args) throws Exception {
        // The protocol with the parent owns standard output; whatever the broker prints goes to
        // the errors.
        PrintStream toParent = System.out;
        System.setOut(System.err);
        if (args.length > 1) {
            startAgain(args, toParent);
            return;
        }
        Path root = Path.of(args[0]);
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            int controllerPort = freePort();
            Path data = root.resolve("try" + attempt);
            KafkaRaftServer server = null;
            try {
                format(data);
                server = server(data, port, controllerPort);
                server.startup();
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS || server == null) {
                    throw e;
                }
                continue;
            }
            serve(port, controllerPort, data, toParent);
        }
    }

    private static void startAgain(String[] args, PrintStream toParent) throws IOException {
        int port = Integer.parseInt(args[0]);
        int controllerPort = Integer.parseInt(args[1]);
        Path data = Path.of(args[2]);
        server(data, port, controllerPort).startup();
        serve(port, controllerPort, data, toParent);
    }

    private static void serve(int port, int controllerPort, Path data, PrintStream toParent)
            throws IOException {
        toParent.println(READY + " " + port + " " + controllerPort + " " + data);
        toParent.flush();
        awaitEndOfInput();
        // The folder is temporary: nothing is worth a controlled shutdown.
        Runtime.getRuntime().halt(0);
    }

    private static KafkaRaftServer server(Path data, int port, int controllerPort) {
        return new KafkaRaftServer(
                KafkaConfig.fromProps(settings(data, port, controllerPort)), Time.SYSTEM);
    }

    private static void format(Path data) throws Exception {
        Files.createDirectories(data);
        try (PrintStream silent =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            String password = System.getenv(ADMIN_PASSWORD);
            new Formatter()
                    .setScramArguments(
                            password == null
                                    ? List.of()
                                    : List.of(
                                            "%s=[name=%s,password=%s]"
                                                    .formatted(MECHANISM, ADMIN, password)))
                    .setPrintStream(silent)
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setNodeId(NODE)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setDirectories(List.of(data.toString()))
                    .setMetadataLogDirectory(data.toString())
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setControllerListenerName("CONTROLLER")
                    .run();
        }
    }

    private static Properties settings(Path data, int port, int controllerPort) {
        Properties p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", Integer.toString(NODE));
        p.setProperty("controller.quorum.voters", NODE + "@" + HOST + ":" + controllerPort);
        p.setProperty(
                "listeners",
                "CLIENTS://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
        p.setProperty("advertised.listeners", "CLIENTS://" + HOST + ":" + port);
        p.setProperty("inter.broker.listener.name", "CLIENTS");
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.setProperty("log.dirs", data.toString());
        p.setProperty("auto.create.topics.enable", "false");
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        // Records larger than a job accepts must be able to reach it, to be rejected there.
        p.setProperty("message.max.bytes", Integer.toString(EmbeddedBroker.MAX_MESSAGE_BYTES));
        p.setProperty(
                "replica.fetch.max.bytes", Integer.toString(EmbeddedBroker.MAX_MESSAGE_BYTES));
        // History carries the event times of past years; the broker must not clear it away.
        p.setProperty("log.retention.ms", "-1");
        for (String internal :
                List.of(
                        "offsets.topic",
                        "transaction.state.log",
                        "share.coordinator.state.topic")) {
            p.setProperty(internal + ".replication.factor", "1");
            p.setProperty(internal + ".num.partitions", "1");
        }
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");
        String password = System.getenv(ADMIN_PASSWORD);
        if (password != null) {
            secure(p, password);
        }
        return p;
    }

    /** Clients log in; the controller's listener, of this process alone, stays as it is. */
    private static void secure(Properties p, String password) {
        p.setProperty(
                "listener.security.protocol.map", "CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.setProperty("sasl.enabled.mechanisms", MECHANISM);
        p.setProperty("sasl.mechanism.inter.broker.protocol", MECHANISM);
        p.setProperty(
                "listener.name.clients.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(ADMIN, password));
        p.setProperty(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        p.setProperty("super.users", "User:" + ADMIN + ";User:ANONYMOUS");
    }

    private static void awaitEndOfInput() throws IOException {
        byte[] ignored = new byte[256];
        while (System.in.read(ignored) >= 0) {
            // Only the end of the input says something.
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        }
    }
}
