package minqing.bureau.organization;

/**
 * A member of the leadership who takes part in the activity (annex 1).
 *
 * @param account the login name
 * @param position 职务
 * @param ordinal the order of annex 1, which every list keeps; it has gaps where leaders have left
 * @param unit the code of the participating unit
 */
public record Leader(String account, String name, String position, int ordinal, String unit) {}
