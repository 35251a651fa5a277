/**
 * Accusations (检举控告): outside everything ordinary. Own tables, process, pages, files, reminders and log, for the reporter and
 * the receivers alone. No other module uses this one.
 */
@NullMarked
package minqing.accusation;

import org.jspecify.annotations.NullMarked;
