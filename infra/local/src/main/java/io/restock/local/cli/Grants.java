package io.restock.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Who may read and write which topics, from {@code infra/kafka/grants.json}. Where a name has
 * "{supplier}" in it, it stands for each supplier with topics of its own ({@code
 * orders.own-topics}); where that of a user has, there is one user for each.
 */
final class Grants {
    private static final String SUPPLIER = "{supplier}";

    /**
     * A user's rights.
     *
     * @param user name; as Kafka's authorizer sees it, {@code User:name}
     * @param reads topics without prefix
     * @param writes topics without prefix
     * @param groups beginnings of the consumer groups it reads with
     * @param job whether it is the jobs' own, with the groups and transactional ids of the settings
     */
    record Grant(
            String user,
            List<String> reads,
            List<String> writes,
            List<String> groups,
            boolean job) {}

    private final Settings settings;
    private final List<Grant> grants;

    private Grants(Settings settings, List<Grant> grants) {
        this.settings = settings;
        this.grants = grants;
    }

    /**
     * The grants of a file, for an installation.
     *
     * @throws IllegalArgumentException if it is not one, or names a topic that there is not
     */
    static Grants read(Path file, Settings settings) throws IOException {
        List<Grant> grants;
        try {
            grants =
                    Json.MAPPER.readValue(
                            Files.readString(file), new TypeReference<List<Grant>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The file (%s) must be a list of grants: %s"
                            .formatted(file, e.getOriginalMessage()),
                    e);
        }
        List<Grant> each = new ArrayList<>();
        for (Grant grant : grants) {
            List<String> suppliers = settings.get(Keys.ORDERS_OWN_TOPICS);
            if (grant.user().contains(SUPPLIER)) {
                suppliers.forEach(id -> each.add(of(grant, List.of(id))));
            } else {
                each.add(of(grant, suppliers));
            }
        }
        return new Grants(settings, each);
    }

    /** One for each user. */
    List<Grant> all() {
        return List.copyOf(grants);
    }

    /** As Kafka is told. */
    List<AclBinding> bindings() {
        List<AclBinding> bindings = new ArrayList<>();
        for (Grant grant : grants) {
            for (String topic : grant.reads()) {
                allow(bindings, grant, topic(topic), AclOperation.READ, AclOperation.DESCRIBE);
            }
            for (String topic : grant.writes()) {
                allow(bindings, grant, topic(topic), AclOperation.WRITE, AclOperation.DESCRIBE);
            }
            for (String group : grant.groups()) {
                allow(bindings, grant, beginning(ResourceType.GROUP, group), AclOperation.READ);
            }
            if (grant.job()) {
                allow(
                        bindings,
                        grant,
                        beginning(ResourceType.GROUP, settings.get(Keys.SOURCE_GROUP)),
                        AclOperation.READ);
                allow(
                        bindings,
                        grant,
                        beginning(
                                ResourceType.TRANSACTIONAL_ID,
                                settings.get(Keys.TRANSACTION_PREFIX)),
                        AclOperation.WRITE,
                        AclOperation.DESCRIBE);
            }
        }
        return bindings;
    }

    private static void allow(
            List<AclBinding> bindings, Grant grant, ResourcePattern what, AclOperation... may) {
        for (AclOperation operation : may) {
            bindings.add(
                    new AclBinding(
                            what,
                            new AccessControlEntry(
                                    "User:" + grant.user(),
                                    "*",
                                    operation,
                                    AclPermissionType.ALLOW)));
        }
    }

    /** A topic of the jobs, or a supplier's own part of it. */
    private ResourcePattern topic(String name) {
        Topics topics = Topics.of(settings);
        String[] parts = name.split("\\.", 2);
        Optional<Topic> known =
                Arrays.stream(Topic.values()).filter(t -> t.base().equals(parts[0])).findFirst();
        String full =
                known.map(t -> parts.length == 1 ? topics.name(t) : topics.name(t, parts[1]))
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "The topic (%s) must be one of those that `topics list` names."
                                                        .formatted(name)));
        return new ResourcePattern(ResourceType.TOPIC, full, PatternType.LITERAL);
    }

    private static ResourcePattern beginning(ResourceType type, String name) {
        return new ResourcePattern(type, name, PatternType.PREFIXED);
    }

    /** A grant, what it says of a supplier once for each. */
    private static Grant of(Grant grant, List<String> suppliers) {
        return new Grant(
                suppliers.isEmpty()
                        ? grant.user()
                        : grant.user().replace(SUPPLIER, suppliers.get(0)),
                each(grant.reads(), suppliers),
                each(grant.writes(), suppliers),
                each(grant.groups(), suppliers),
                grant.job());
    }

    private static List<String> each(List<String> names, List<String> suppliers) {
        List<String> each = new ArrayList<>();
        for (String name : names) {
            if (name.contains(SUPPLIER)) {
                suppliers.forEach(id -> each.add(name.replace(SUPPLIER, id)));
            } else {
                each.add(name);
            }
        }
        return each;
    }
}
