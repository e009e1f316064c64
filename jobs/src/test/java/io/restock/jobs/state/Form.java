package io.restock.jobs.state;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.api.java.typeutils.EnumTypeInfo;
import org.apache.flink.api.java.typeutils.ListTypeInfo;
import org.apache.flink.api.java.typeutils.MapTypeInfo;
import org.apache.flink.api.java.typeutils.PojoField;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Types of state in words, and the components of those that are ours. */
final class Form {
    private final Map<String, String> classes = new TreeMap<>();

    /**
     * The classes met so far: their components by name, in the order in which Flink writes them.
     */
    Map<String, String> classes() {
        return classes;
    }

    /** What a serializer writes. */
    String of(TypeSerializer<?> serializer) {
        if (serializer instanceof PojoSerializer<?> pojo) {
            return of(TypeExtractor.createTypeInfo(classOf(pojo)));
        }
        if (serializer instanceof ListSerializer<?> list) {
            return "list of " + of(list.getElementSerializer());
        }
        if (serializer instanceof MapSerializer<?, ?> map) {
            return of(map.getKeySerializer()) + " → " + of(map.getValueSerializer());
        }
        return serializer.getClass().getSimpleName().replaceFirst("Serializer$", "");
    }

    /** A POJO's form begins with the name of its class. */
    private static Class<?> classOf(PojoSerializer<?> pojo) {
        DataOutputSerializer form = new DataOutputSerializer(64);
        try {
            pojo.snapshotConfiguration().writeSnapshot(form);
            String name = new DataInputDeserializer(form.wrapAsByteBuffer()).readUTF();
            return Class.forName(name);
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("The form of a POJO has no class.", e);
        }
    }

    private String of(PojoField component) {
        Class<?> type = component.getField().getType();
        return type.isPrimitive() ? type.getName() : of(component.getTypeInformation());
    }

    /** Simple, but with the last of its package: two operators may call a class the same. */
    private static String name(TypeInformation<?> type) {
        String name = type.getTypeClass().getName();
        return name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
    }

    private String of(TypeInformation<?> type) {
        if (type instanceof PojoTypeInfo<?> pojo) {
            String name = name(pojo);
            if (classes.putIfAbsent(name, "") == null) {
                StringBuilder components = new StringBuilder();
                for (int i = 0; i < pojo.getArity(); i++) {
                    components
                            .append(i == 0 ? "" : ", ")
                            .append(pojo.getPojoFieldAt(i).getField().getName())
                            .append(": ")
                            .append(of(pojo.getPojoFieldAt(i)));
                }
                classes.put(name, components.toString());
            }
            return name;
        }
        if (type instanceof ListTypeInfo<?> list) {
            return "list of " + of(list.getElementTypeInfo());
        }
        if (type instanceof MapTypeInfo<?, ?> map) {
            return "map of " + of(map.getKeyTypeInfo()) + " to " + of(map.getValueTypeInfo());
        }
        if (type instanceof EnumTypeInfo<?> choice) {
            String name = name(choice);
            classes.putIfAbsent(
                    name,
                    "one of "
                            + Arrays.stream(choice.getTypeClass().getEnumConstants())
                                    .map(Enum::name)
                                    .collect(Collectors.joining(", ")));
            return name;
        }
        return type instanceof BasicTypeInfo
                ? type.getTypeClass().getSimpleName()
                : type.toString();
    }
}
