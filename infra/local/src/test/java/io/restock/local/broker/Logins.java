package io.restock.local.broker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/** Users of a broker with logins: a password is the user's name backwards. */
public final class Logins {
    /** Of the administrator. */
    public static final String ADMIN_PASSWORD = "nimda-1f0c7e";

    private Logins() {}

    /** Settings of Kafka's clients, as a user. */
    public static Map<String, Object> client(EmbeddedBroker broker, String user) {
        Map<String, Object> client = new HashMap<>();
        client.put("bootstrap.servers", broker.bootstrapServers());
        client.put("security.protocol", "SASL_PLAINTEXT");
        client.put("sasl.mechanism", "SCRAM-SHA-512");
        client.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(user, password(user)));
        return client;
    }

    /** The same as settings of an installation. */
    public static Map<String, String> settings(EmbeddedBroker broker, String user) {
        Map<String, String> settings = new HashMap<>();
        client(broker, user)
                .forEach((key, value) -> settings.put("kafka." + key, value.toString()));
        return settings;
    }

    /** Lets users log in. */
    public static void create(EmbeddedBroker broker, List<String> users)
            throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(client(broker, BrokerProcess.ADMIN))) {
            admin.alterUserScramCredentials(
                            users.stream()
                                    .map(
                                            user ->
                                                    (UserScramCredentialAlteration)
                                                            new UserScramCredentialUpsertion(
                                                                    user,
                                                                    new ScramCredentialInfo(
                                                                            ScramMechanism
                                                                                    .SCRAM_SHA_512,
                                                                            4096),
                                                                    password(user)))
                                    .toList())
                    .all()
                    .get();
        }
    }

    /** A user's password. */
    static String password(String user) {
        return user.equals(BrokerProcess.ADMIN)
                ? ADMIN_PASSWORD
                : new StringBuilder(user).reverse().toString() + "-7d41";
    }
}
