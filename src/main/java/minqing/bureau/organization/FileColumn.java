package minqing.bureau.organization;

import org.springframework.context.MessageSourceResolvable;

/** A column of a table that is brought in as a file. */
interface FileColumn {

    /** The English name of the column, as data files and faults have it. */
    String key();

    /** The Chinese name of the column. */
    MessageSourceResolvable label();

    /** Whether every row must have a value in it. */
    boolean isNeeded();

    /** Whether it holds a date. */
    default boolean isDay() {
        return false;
    }

    /** The most characters a value may have. */
    int longest();
}
