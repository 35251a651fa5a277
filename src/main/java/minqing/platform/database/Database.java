package minqing.platform.database;

/**
 * Which database this application runs on.
 *
 * @param bundled true for the server that comes with the application, false for one from outside
 * @param created true when this very start made the bundled database, which is therefore empty
 */
public record Database(boolean bundled, boolean created) {}
