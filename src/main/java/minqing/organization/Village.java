package minqing.organization;

/**
 * A natural village (自然村).
 *
 * @param id holds the administrative village, for 陈家村 stands under two: {@code xiaoshiqiao-chenjia}
 * @param administrativeVillage the name of the administrative village it belongs to
 */
public record Village(String id, String name, String administrativeVillage, String town) {}
