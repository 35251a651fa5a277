package minqing.bureau.organization;

/**
 * A natural village (自然村).
 *
 * @param id holds the administrative village, for one name may stand under two: {@code parent-village}
 * @param administrativeVillage the name of the administrative village it belongs to
 */
public record Village(String id, String name, String administrativeVillage, String town) {}
