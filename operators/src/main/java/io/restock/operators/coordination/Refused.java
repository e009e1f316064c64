package io.restock.operators.coordination;

/**
 * An event that is not allowed where things stand. It changed nothing that its reason does not
 * name, and ordering goes on.
 *
 * @param event the event itself
 * @param subject number of the order, or id of the group or decision, that it is about
 * @param eventId identity of the event; empty where it has none
 * @param reason what is wrong with it, with what would be right
 */
public record Refused(GroupEvent event, String subject, String eventId, String reason) {}
