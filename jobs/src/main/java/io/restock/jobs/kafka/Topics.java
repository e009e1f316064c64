package io.restock.jobs.kafka;

import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.Setting;
import io.restock.jobs.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topics of an installation: full names, and the settings Kafka is given for each. Whoever
 * creates them, which no job does, waits by the clock of the machine until they can be written.
 */
public final class Topics {
    /** Room for the base64 of the largest record that is rejected, its key and reason. */
    private static final int LEAST_ROOM = 8 * 1024 * 1024;

    /** As long as the client itself asks for a leader. */
    private static final Duration LEADERS_WITHIN = Duration.ofMinutes(1);

    private static final int ASK_AGAIN_MILLIS = 50;

    /** What a supplier may have of its own. */
    private static final List<Topic> OF_ONE_SUPPLIER =
            List.of(Topic.PURCHASE_ORDERS, Topic.PURCHASE_ORDERS_STATE, Topic.SUPPLIER_DOCUMENTS);

    private final Settings settings;

    private Topics(Settings settings) {
        this.settings = settings;
    }

    /** The topics that the settings describe. */
    public static Topics of(Settings settings) {
        return new Topics(settings);
    }

    /**
     * The most bytes of a message that the jobs write. A plan, or an order of all items of a group,
     * grows with the group, and says of an item less than twice what the group does.
     */
    static int largestMessage(Settings settings) {
        return Math.max(LEAST_ROOM, 2 * settings.get(Keys.RECORD_MAX_BYTES_NETWORK));
    }

    /** Topics whose messages carry event time: each of their partitions moves it. */
    public static List<Topic> timed() {
        return List.of(
                Topic.SALES,
                Topic.STOCK,
                Topic.WEATHER,
                Topic.HOLIDAYS,
                Topic.PROMOTIONS,
                Topic.SUPPLIER_REPLIES);
    }

    /** Full name of a topic. */
    public String name(Topic topic) {
        return settings.get(Keys.TOPICS_PREFIX) + topic.base();
    }

    /**
     * Full name of the topic that orders to a supplier are on.
     *
     * @param topic of all transitions, of the latest of each order, or of documents
     */
    public String name(Topic topic, String supplier) {
        String shared = name(topic);
        return settings.get(Keys.ORDERS_OWN_TOPICS).contains(supplier)
                ? own(shared, supplier)
                : shared;
    }

    /** Full names of a topic and of the parts of it that suppliers have of their own. */
    public List<String> allParts(Topic topic) {
        List<String> names = new ArrayList<>(List.of(name(topic)));
        for (String supplier : settings.get(Keys.ORDERS_OWN_TOPICS)) {
            names.add(own(name(topic), supplier));
        }
        return names;
    }

    /** The name of a supplier's own part of a topic. */
    static String own(String shared, String supplier) {
        return shared + '.' + supplier;
    }

    /** Full names of all topics. */
    public List<String> names() {
        return definitions().stream().map(NewTopic::name).toList();
    }

    /** Every topic as Kafka is to create it. */
    public List<NewTopic> definitions() {
        List<NewTopic> all = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            all.add(definition(topic, name(topic)));
        }
        for (String supplier : settings.get(Keys.ORDERS_OWN_TOPICS)) {
            for (Topic topic : OF_ONE_SUPPLIER) {
                all.add(definition(topic, name(topic, supplier)));
            }
        }
        return all;
    }

    /**
     * Creates the topics that are missing, and leaves the others as they are. Those created can be
     * written to at once.
     *
     * @return full names of those created
     * @throws IllegalStateException if Kafka refuses
     */
    public List<String> create(Admin admin) throws InterruptedException {
        try {
            Set<String> present = admin.listTopics().names().get();
            List<NewTopic> missing = new ArrayList<>(definitions());
            missing.removeIf(topic -> present.contains(topic.name()));
            CreateTopicsResult result = admin.createTopics(missing);
            List<String> created = new ArrayList<>();
            for (Map.Entry<String, KafkaFuture<Void>> each : result.values().entrySet()) {
                if (isCreated(each.getValue())) {
                    created.add(each.getKey());
                }
            }
            awaitLeaders(admin, result, created);
            return created;
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "Creating the topics at "
                            + settings.get(Keys.BOOTSTRAP_SERVERS)
                            + " failed: "
                            + e.getCause()
                            + ". Maybe the user lacks the right to create topics, or topics.replication ("
                            + settings.get(Keys.TOPICS_REPLICATION)
                            + ") exceeds the brokers.",
                    e);
        }
    }

    /** Whether it was; false where another process was faster, or the topic cannot be seen. */
    private static boolean isCreated(KafkaFuture<Void> creation)
            throws InterruptedException, ExecutionException {
        try {
            creation.get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }

    /**
     * The controller knows of topics first; a broker leads their partitions a moment later, one by
     * one. An idempotent producer that writes in between may have its second batch taken and its
     * first refused for good: it would repeat it until its time is over.
     */
    private static void awaitLeaders(Admin admin, CreateTopicsResult result, List<String> created)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (String topic : created) {
            int count = result.numPartitions(topic).get();
            for (int partition = 0; partition < count; partition++) {
                partitions.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
        long giveUp = System.nanoTime() + LEADERS_WITHIN.toNanos();
        while (!areLed(admin, partitions, giveUp)) {
            TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MILLIS);
        }
    }

    /**
     * Only its leader knows the end of a partition. The client asks until there is one, but not
     * where the broker that it asks has not heard of the topic yet.
     *
     * @param giveUp by {@link System#nanoTime}, when a topic nobody has heard of is a failure
     */
    private static boolean areLed(
            Admin admin, Map<TopicPartition, OffsetSpec> partitions, long giveUp)
            throws InterruptedException, ExecutionException {
        try {
            admin.listOffsets(partitions).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException
                    && System.nanoTime() - giveUp < 0) {
                return false;
            }
            throw e;
        }
    }

    private NewTopic definition(Topic topic, String name) {
        int replication = settings.get(Keys.TOPICS_REPLICATION);
        NewTopic definition =
                new NewTopic(
                        name,
                        Optional.of(settings.get(Keys.TOPICS_PARTITIONS)),
                        replication < 1 ? Optional.empty() : Optional.of((short) replication));
        return definition.configs(configs(topic));
    }

    private Map<String, String> configs(Topic topic) {
        Map<String, String> configs = new HashMap<>();
        // Records carry event time, and a replay of last year must not be swept away as old.
        configs.put("message.timestamp.type", "LogAppendTime");
        switch (topic.keep()) {
            case DAILY -> configs.put("retention.ms", millis(Keys.TOPICS_RETENTION));
            case ORDERS -> configs.put("retention.ms", millis(Keys.TOPICS_ORDERS_RETENTION));
            case FOREVER -> configs.put("retention.ms", "-1");
            case LATEST -> configs.put("cleanup.policy", "compact");
        }
        if (topic == Topic.NETWORK) {
            int most = settings.get(Keys.RECORD_MAX_BYTES_NETWORK);
            configs.put("max.message.bytes", Integer.toString(Math.max(most, 1 << 20)));
        }
        if (topic.isWritten()) {
            configs.put("max.message.bytes", Integer.toString(largestMessage(settings)));
        }
        return configs;
    }

    private String millis(Setting<Duration> setting) {
        return Long.toString(settings.get(setting).toMillis());
    }
}
