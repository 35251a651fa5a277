package minqing.organization;

/**
 * A member of the leadership who takes part in the activity (annex 1).
 *
 * @param account the login name
 * @param position 职务
 * @param ordinal the place in annex 1, from 1; every list keeps this order
 * @param unit the code of the participating unit
 */
public record Leader(String account, String name, String position, int ordinal, String unit) {}
