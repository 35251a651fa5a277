package minqing.organization;

/**
 * Somebody's account was shut, or it left a group: what waits for that person may be for others now. Published in the
 * transaction of the change.
 *
 * @param account who left
 * @param actor the administrator's login name
 */
public record AccountLeft(String account, String actor) {}
