package minqing.bureau.organization;

/**
 * A community (社区) that leaders are paired with.
 *
 * @param id its short name in identifiers
 */
public record Community(String id, String name) {}
