/** Where the data lies: the bundled PostgreSQL under {@code ./data}, or the server that {@code SPRING_DATASOURCE_URL} names. */
@NullMarked
package minqing.database;

import org.jspecify.annotations.NullMarked;
