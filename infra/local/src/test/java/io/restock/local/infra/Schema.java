package io.restock.local.infra;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The structural schema of a Kubernetes resource: what a server checks when a resource is applied
 * with {@code --validate=strict}, which also refuses fields that the schema does not know.
 */
record Schema(Map<?, ?> rules) {
    /** What a document breaks, each with its path. */
    List<String> faults(Object document) {
        List<String> faults = new ArrayList<>();
        check(rules, document, "", faults);
        return faults;
    }

    private static void check(Map<?, ?> rule, Object value, String path, List<String> faults) {
        if (Boolean.TRUE.equals(rule.get("x-kubernetes-int-or-string"))
                && (value instanceof Integer || value instanceof String)) {
            return;
        }
        Object type = rule.get("type");
        boolean fits =
                type == null
                        || switch (type.toString()) {
                            case "object" -> value instanceof Map;
                            case "array" -> value instanceof Collection;
                            case "string" -> value instanceof String;
                            case "integer" -> value instanceof Integer || value instanceof Long;
                            case "number" -> value instanceof Number;
                            case "boolean" -> value instanceof Boolean;
                            default -> false;
                        };
        if (!fits) {
            faults.add("%s must be a %s, but is %s".formatted(path, type, value));
            return;
        }
        if (rule.get("enum") instanceof Collection<?> choices && !choices.contains(value)) {
            faults.add("%s must be one of %s, but is %s".formatted(path, choices, value));
        }
        if (value instanceof Map<?, ?> map) {
            checkMap(rule, map, path, faults);
        }
        if (value instanceof Collection<?> list && rule.get("items") instanceof Map<?, ?> item) {
            int i = 0;
            for (Object each : list) {
                check(item, each, path + "[" + i++ + "]", faults);
            }
        }
    }

    private static void checkMap(
            Map<?, ?> rule, Map<?, ?> value, String path, List<String> faults) {
        if (rule.get("required") instanceof Collection<?> required) {
            for (Object name : required) {
                if (!value.containsKey(name)) {
                    faults.add("%s must have %s".formatted(path, name));
                }
            }
        }
        Map<?, ?> known = rule.get("properties") instanceof Map<?, ?> map ? map : Map.of();
        for (Map.Entry<?, ?> each : value.entrySet()) {
            String to = path + "." + each.getKey();
            if (known.get(each.getKey()) instanceof Map<?, ?> more) {
                check(more, each.getValue(), to, faults);
            } else if (rule.get("additionalProperties") instanceof Map<?, ?> any) {
                check(any, each.getValue(), to, faults);
            } else if (!isOpen(rule)) {
                faults.add("%s is not known".formatted(to));
            }
        }
    }

    private static boolean isOpen(Map<?, ?> rule) {
        return Boolean.TRUE.equals(rule.get("x-kubernetes-preserve-unknown-fields"))
                || Boolean.TRUE.equals(rule.get("additionalProperties"))
                || (rule.get("properties") == null && rule.get("additionalProperties") == null);
    }
}
