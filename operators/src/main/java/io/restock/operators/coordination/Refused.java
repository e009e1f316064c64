package io.restock.operators.coordination;

/**
 * An event that is not allowed where things stand. It changed nothing that its reason does not
 * name, and ordering goes on.
 *
 * @param group id of the planning group
 * @param subject number of the order, or id of the group or decision, that it is about
 * @param eventId identity of the event
 * @param reason what is wrong with it, with what would be right
 * @param timeMillis event time of the event
 */
public record Refused(
        String group, String subject, String eventId, String reason, long timeMillis) {}
